"""The words by which names are told: what joins them, what only looks like one, what others call them."""

from __future__ import annotations

import re

CONNECTORS = frozenset("de del la las los da do dos das of van von el der di du".split())  # noqa: SIM905
# Capitals that name nobody: titles, and what opens a sentence.
TITLES = frozenset(
    """president presidente presidenta minister ministro ministra primeminister prime secretary secretario
    secretaria foreign general king rey reina queen senator senador senadora governor gobernador mr mrs
    ms dr sr sra don doña señor señora papa pope judge mayor i según secretário captain capitan
    """.split()  # noqa: SIM905
)
OPENERS = frozenset(
    """a además ademas ahora al algunos ambas ambos ante antes aquel aquella así asi asimismo aun aunque ayer
    cada como con contra cuando de del desde después despues dos durante e el ella ellas ello ellos en
    entonces entre era eran es esa esas ese eso esos esta estaba estan estas este esto estos fue fueron ha
    habia hace hacia hasta hay hoy la las le les lo los luego mañana mas mientras mi muchas muchos muy
    nadie ni ninguna ninguno no nos nuestra o otra otras otro otros para pero por porque posteriormente
    primero pues que quien quienes se segun ser será si sin sino sobre son su sus tal tambien tampoco
    tanto tiene toda todas todo todos tras tres tu un una unas unos y ya yo solo officials sources
    authorities fuentes dicha dicho dichos cual cuales donde adonde cuanto cuanta cuantos cuantas
    finalmente actualmente tuvo the an in on at by for from to of with and but or as it its this that
    these those he she they we his her their there was were is are according after before during while
    when who what which how why because both yes not os um uma uns umas na nas em com pela pelo ao ele ela
    eles elas foi não nao sim segundo isso esse quando varios varias alguno alguna algunas recientemente
    incluso alli aqui alla ahi todavia siempre quiza quizas apenas segunda tercero cuarto miles cientos
    decenas docenas centenares millones cerca casi mucho mucha poco poca pocos pocas demasiado bastante
    nada nunca jamas anoche junto juntos fuera dentro encima debajo detras delante arriba abajo enfrente
    mediante excepto salvo cualquier cualquiera cuyo cuya cuyos cuyas mismo misma mismos mismas sendos
    sendas cierto cierta ciertos ciertas mejor peor mayor menor igual tan tanta tantos tantas cuan dada
    dado dados dadas debido gracias frente acerca pese conforme apuesta quedan queda existe existen puede
    pueden podria deberia parece falta faltan cree considera vosotros nosotros usted ustedes anteayer
    temprano tarde pronto aquello aquellos aquellas medio media uno cinco seis siete ocho nueve diez once
    doce cien mil cuatro quince veinte treinta cuarenta cincuenta here then now today yesterday tomorrow
    later also still only even never some many most all each every few several more less such other
    another if although since until under over between through into onto than so too very just nobody
    somebody everyone one two three four five six seven eight nine ten algum alguns alguma algumas tambem
    mais menos muito muitos muitas pouco poucos depois hoje ontem agora ali sempre ja ainda sob sem ate
    outro outra outros outras mesmo essa essas esses estes aquele aquela quem onde procedente procedentes
    natural nacido nacida oriundo oriunda vecino vecina llegado llegada llegados llegadas partidario
    partidaria partidarios acompañado acompañada acompañados acusado acusada acusados born
    """.split()  # noqa: SIM905
)
# What somebody is called by his post, folded.
POSTS = re.compile(
    r"(?:vice|sub)?(?:president|ministr|secretari|alcald|portavo|director|rector|gobernador|embajador|entrenador"
    r"|seleccionador|tecnic|consejer|conseller|canciller|fiscal|comisari|jef|lider|capitan|titular|delegad|decan"
    r"|obisp|arzobisp|rey|rein|coordinador|gerent|intendent|prefect|lehendakari|responsabl|concejal|procurador"
    r"|mandatari|vocer|edil"
    r")(?:[oae]?s?|esa|z)"
)
# What is called otherwise in Spanish, folded.
SPANISH = dict(
    entry.split("=")
    for entry in """spain=españa spanish=español espanha=españa germany=alemania german=aleman france=francia
    french=frances england=inglaterra english=ingles britain=bretaña british=britanico kingdom=reino
    united=unidos states=estados italy=italia italian=italiano russia=rusia russian=ruso japan=japon
    japanese=japones brazil=brasil brazilian=brasileño mexican=mexicano peruvian=peruano greece=grecia
    turkey=turquia switzerland=suiza sweden=suecia poland=polonia polish=polaco egypt=egipto
    morocco=marruecos iraqi=iraqui iraq=irak jordan=jordania london=londres rome=roma moscow=moscu
    brussels=bruselas geneva=ginebra seville=sevilla havana=habana european=europea europe=europa
    union=union nations=naciones un=onu eu=ue nato=otan security=seguridad group=grupo state=estado
    states=estados affairs=exteriores foreign=exteriores relations=relaciones council=consejo
    court=tribunal supreme=supremo high=alto party=partido people=popular government=gobierno
    national=nacional bank=banco world=mundial cup=copa league=liga city=ciudad house=camara
    white=blanca trade=comercio workers=obreros labour=trabajo health=sanidad education=educacion
    defence=defensa defense=defensa army=ejercito navy=armada police=policia county=condado
    university=universidad river=rio sea=mar north=norte south=sur east=este west=oeste
    western=occidental eastern=oriental american=estadounidense americans=estadounidenses
    development=desarrollo inter=interamericano gold=oro king=rey pope=papa channel=canal lock=esclusa
    locks=esclusas authority=autoridad ranch=rancho chamber=camara segurança=seguridad governo=gobierno
    egito=egipto alemanha=alemania frança=francia itália=italia japão=japon
    iugoslávia=yugoslavia
    suíça=suiza suécia=suecia polônia=polonia rússia=rusia bretanha=bretaña
    venezuelan=venezolano ecuadorian=ecuatoriano ecuadorean=ecuatoriano chilean=chileno belgian=belga
    moroccan=marroqui swiss=suizo swedish=sueco dutch=holandes danish=danes greek=griego turkish=turco
    portuguese=portugues scottish=escoces welsh=gales irish=irlandes czech=checo hungarian=hungaro
    croatian=croata chinese=chino israeli=israeli palestinian=palestino
    jogos=juegos games=juegos olympic=olimpicos pirenéus=pirineos
    méxico=mexico europeia=europea união=union banco=banco partido=partido tribunal=tribunal
    ministério=ministerio reino=reino nações=naciones conselho=consejo
    """.split()  # noqa: SIM905
)
# Names of several words, and initials, that are others in Spanish.
PHRASES = dict(
    entry.strip().split("=")
    for entry in """South Africa=Sudáfrica; África do Sul=Sudáfrica; South America=Suramérica;
    América do Sul=Suramérica; Sudamérica=Suramérica; North America=Norteamérica;
    Latin America=Latinoamérica; América Latina=Latinoamérica; Eastern Europe=Europa del Este;
    Leste Europeu=Europa del Este; Western Europe=Europa Occidental; United Kingdom=Reino Unido;
    Great Britain=Gran Bretaña; Países Bajos=Holanda; Netherlands=Holanda; Países Baixos=Holanda;
    South Korea=Corea del Sur;
    Coreia do Sul=Corea del Sur; North Korea=Corea del Norte; Coreia do Norte=Corea del Norte;
    Saudi Arabia=Arabia Saudí; Arábia Saudita=Arabia Saudí; Arabia Saudita=Arabia Saudí;
    New York=Nueva York; Nova York=Nueva York; Nova Iorque=Nueva York; New Zealand=Nueva Zelanda;
    Nova Zelândia=Nueva Zelanda; Middle East=Oriente Medio; Oriente Próximo=Oriente Medio;
    Médio Oriente=Oriente Medio; Ivory Coast=Costa de Marfil; Basque Country=País Vasco;
    Euskadi=País Vasco; Czech Republic=República Checa; The Hague=La Haya;
    Midwest=Medio Oeste; ECB=BCE; IMF=FMI; GDP=PIB;
    WTO=OMC; WHO=OMS; IDB=BID; OAS=OEA; NATO=OTAN; Otan=OTAN;
    European Central Bank=Banco Central Europeo;
    International Monetary Fund=Fondo Monetario Internacional; European Commission=Comisión Europea;
    Comissão Europeia=Comisión Europea; European Union=Unión Europea; União Europeia=Unión Europea;
    Supreme Court=Tribunal Supremo; Supremo Tribunal=Tribunal Supremo""".split(";")  # noqa: SIM905
)
# What a government is called, by its kind and by where it sits, and a championship.
METONYMS = {
    "mundial": ("campeonato", "mundo"),
    "eurocopa": ("campeonato", "europa"),
    "ejecutivo": ("gobierno",),
    "gabinete": ("gobierno",),
    "washington": ("estados", "unidos"),
    "moscu": ("rusia",),
    "pekin": ("china",),
    "londres": ("reino", "unido"),
}
# The people of a place: the masculine, and the place.
_PEOPLES = """
    estadounidense=estados+unidos norteamericano=estados+unidos britanico=reino+unido ruso=rusia
    venezolano=venezuela ecuatoriano=ecuador belga=belgica ingles=inglaterra marroqui=marruecos
    frances=francia aleman=alemania español=españa portugues=portugal italiano=italia griego=grecia
    turco=turquia danes=dinamarca holandes=holanda neerlandes=holanda surcoreano=corea+sur
    norcoreano=corea+norte gallego=galicia sueco=suecia hungaro=hungria saudi=arabia+saudi suizo=suiza
    polaco=polonia checo=republica+checa noruego=noruega finlandes=finlandia irlandes=irlanda
    escoces=escocia gales=gales austriaco=austria croata=croacia serbio=serbia yugoslavo=yugoslavia
    rumano=rumania bulgaro=bulgaria ucraniano=ucrania japones=japon chino=china indio=india
    pakistani=pakistan afgano=afganistan iraqui=irak irani=iran israeli=israel palestino=palestina
    libanes=libano sirio=siria jordano=jordania egipcio=egipto argelino=argelia tunecino=tunez
    sudafricano=sudafrica mexicano=mexico argentino=argentina chileno=chile peruano=peru
    boliviano=bolivia paraguayo=paraguay uruguayo=uruguay colombiano=colombia brasileño=brasil
    cubano=cuba dominicano=republica+dominicana puertorriqueño=puerto+rico panameño=panama
    costarricense=costa+rica nicaragüense=nicaragua hondureño=honduras salvadoreño=salvador
    guatemalteco=guatemala canadiense=canada australiano=australia neozelandes=nueva+zelanda
    europeo=europa catalan=cataluña vasco=euskadi andaluz=andalucia valenciano=valencia madrileño=madrid
    barcelones=barcelona sevillano=sevilla bilbaino=bilbao aragones=aragon asturiano=asturias
    leones=leon extremeño=extremadura murciano=murcia canario=canarias navarro=navarra
    cantabro=cantabria riojano=rioja londinense=londres parisino=paris neoyorquino=nueva+york
    romano=roma luso=portugal galo=francia germano=alemania nipon=japon azteca=mexico
    indonesio=indonesia filipino=filipinas vietnamita=vietnam tailandes=tailandia checheno=chechenia
    kosovar=kosovo albanes=albania macedonio=macedonia georgiano=georgia armenio=armenia keniano=kenia
    nigeriano=nigeria etiope=etiopia
    haitiano=haiti jamaicano=jamaica angoleño=angola libio=libia mozambiqueño=mozambique congoleño=congo
    senegales=senegal marfileño=marfil ghanes=ghana camerunes=camerun ugandes=uganda ruandes=ruanda
    tanzano=tanzania zambiano=zambia sudanes=sudan somali=somalia kuwaiti=kuwait yemeni=yemen qatari=qatar
    birmano=birmania camboyano=camboya malasio=malasia taiwanes=taiwan kazajo=kazajistan uzbeko=uzbekistan
    bielorruso=bielorrusia lituano=lituania leton=letonia estonio=estonia esloveno=eslovenia
    eslovaco=eslovaquia bosnio=bosnia montenegrino=montenegro moldavo=moldavia chipriota=chipre maltes=malta
    luxemburgues=luxemburgo islandes=islandia bavaro=baviera tejano=texas californiano=california
    malagueño=malaga gaditano=cadiz granadino=granada cordobes=cordoba zaragozano=zaragoza
    alicantino=alicante mallorquin=mallorca balear=baleares limeño=lima
"""


def _forms(masculine: str) -> tuple[str, ...]:
    """The masculine and feminine of a people, singular and plural, folded."""
    if masculine.endswith("o"):
        return tuple(masculine[:-1] + ending for ending in ("o", "a", "os", "as"))
    if masculine.endswith(("es", "n", "l", "z")):
        root = masculine[:-1] + "c" if masculine.endswith("z") else masculine
        return masculine, f"{masculine}a", f"{root}es", f"{masculine}as"
    return masculine, f"{masculine}s", f"{masculine}es"


DEMONYMS = {
    form: tuple(place.split("+"))
    for people, place in (entry.split("=") for entry in _PEOPLES.replace("ü", "u").split())
    for form in _forms(people)
}
# Two letters may be anybody's; these are read as what they stand for.
SHORT = {
    "PP": ("partido", "popular"),
    "UE": ("union", "europea"),
    "EU": ("union", "europea"),
    "CE": ("comision", "europea"),
    "IU": ("izquierda", "unida"),
    "CC": ("coalicion", "canaria"),
    "BM": ("banco", "mundial"),
    "TC": ("tribunal", "constitucional"),
    "TS": ("tribunal", "supremo"),
    "AN": ("audiencia", "nacional"),
    "EH": ("euskal", "herritarrok"),
    "EA": ("eusko", "alkartasuna"),
}
