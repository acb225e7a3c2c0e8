"""The passwords of twelve characters and more that guessers try first, and words too common to use.

Compiled by hand from the long entries that published lists of leaked passwords share.
"""

from __future__ import annotations

# A password must be more than one of these, or one of these repeated, with digits and symbols.
STEMS = frozenset(
    """
    abcd abcdef abcdefg admin administrator anatomy babygirl baseball basketball batman
    butterfly certificate changeme charlie chocolate computer default demo demoschool dragon
    football freedom guest hello helloworld iloveyou insecure internet jesus letmein liverpool
    login loveme lovely massage massageschool massagetherapist massagetherapy master michael
    monkey muscle mustang mypassword myschool neuromuscular neuromusculartherapy newpass
    newpassword nmt nmtschool ninja nothing office officer pa pass passport password passphrase
    passw passwd princess qwerty qwertyqwerty rainbow root samsung school secret security shadow
    soccer starwars student summer winter spring autumn sunshine superman superstar teacher temp
    temporary temppass test testing testtest thepassword therapist therapy trustno trustnoone
    user username welcome welcomehome welcometo whatever yourpassword zxcvbn
    """.split()  # noqa: SIM905
)

COMMON = frozenset(
    """
    000000000000 010203040506 012345678910 102030405060 111111222222 111222333444 112233445566
    121212121212 123123123123 1234554321 123456123456 12345678901 123456654321 1234567812345678
    123456789012 1234567890123 12345678910 123456789101 1234567891011 123456789123 123456789qwe
    123456789abc 123456qwerty 123654789987 123qweasdzxc 12qwaszx12qwaszx 131313131313
    147258369147 147852369147 1a2b3c4d5e6f 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i 1q2w3e4r1q2w3e4r
    1qaz1qaz1qaz 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 1qaz@wsx3edc 1qaz!qaz2wsx
    2wsx3edc4rfv 3rjs1la7qe4r 741852963741 789456123789 789456123000 951753852456 987654321012
    987654321000 999999999999 a1b2c3d4e5f6 a1s2d3f4g5h6 aaaaaabbbbbb abc123456789 abcabc123123
    abcd12345678 abcdef123456 abcdefg12345 abcdefghijkl access123456 alexanderalexander
    alwaysandforever america12345 angel1234567 anthonyanthony asdasdasdasd asdf12345678
    asdfasdfasdf asdfghjkl123 asdfghjkl;'\\ asdfghjklqwertyuiop asdfghjklzxc asdfghjklzxcvbnm
    azertyuiop123 barcelona123 battlestar123 becauseofyou beautifulgirl bestfriends
    bestfriendsforever billybobthornton blink182blink blessed12345 bonjour12345 bubblegum123
    buttercup123 californication cheeseburger chelseafc123 chocolate123 chocolatecake
    chrisbrown123 christopher1 christopher12 computer1234 correcthorsebatterystaple cowboys12345
    daddysgirl123 dontforgetme dragonball123 dragonballz123 estrellita123 everlastinglove
    flowerpower123 football1234 footballfootball forgetmenot123 freedom12345 friendsforever
    friendship123 georgewashington godisgood123 godislove123 goodmorning123 grandmother12
    harrypotter1 harrypotter123 hello1234567 hellokitty123 hellohello123 helloworld123
    iamthebest123 icecream1234 ihatepasswords ihateyou1234 illuminati666 iloveboys123
    ilovegod1234 ilovehim1234 ilovejesus123 ilovemusic123 ilovemyfamily ilovemyself123
    iloveyou1234 iloveyou12345 iloveyouforever iloveyousomuch iloveyou2much iloveyoubaby
    internet1234 jackdaniels123 jesuschrist1 jesusislord jesuslovesme jesus4ever123
    jonasbrothers justinbieber justinbieber1 kingofkings123 leavemealone letmein12345
    letmeinletmein lifeisbeautiful lifeisgood123 linkinpark123 liverpool123 liverpoolfc1
    lovelovelove loveyouforever manchesterunited manchester123 marlboro1234 mercedesbenz
    metallica123 michaeljackson michelle1234 minecraft123 mommyanddaddy monkeymonkey
    mynameis1234 mypassword12 mypassword123 myspace12345 newyorkcity1 nevergiveup1 onedirection
    onedirection1 onelove12345 operations123 p@ssw0rd1234 p@ssword1234 pa55word1234 passpasspass
    password0000 password1111 password1234 password12345 password123456 password!234
    passwordpassword philadelphia playstation playstation2 playstation3 playstation4
    pokemon12345 princess1234 puertorico12 q1w2e3r4t5y6 qazwsx123456 qazwsxedc123 qazwsxedcrfv
    qazxswedcvfr qqqqqqwwwwww qwe123qwe123 qweasdzxc123 qweqweqweqwe qwer12345678 qwerasdfzxcv
    qwerty123456 qwerty1234567 qwerty654321 qwertyqwerty qwertyuiop12 qwertyuiop123
    qwertyuiop1234567890 qwertyuiop[] qwertyuiopasdf qwertyuiopasdfghjkl realmadrid123
    rememberme123 rockandroll123 rootrootroot sanfrancisco sanfrancisco49ers sarahsarah12
    scoobydoo123 shadow123456 skateboarding slipknot6666 snoopdogg420 southpark123 spiderman123
    spongebob123 stayawayfromme strawberry12 sunshine1234 superman1234 supermansuperman
    teenagemutant testtesttest theworldismine thisismypassword thuglife1234 tinkerbell12
    tottenham123 transformers trustno1trustno1 twilightsaga underground1 unforgettable
    vfhbyf123456 victoriasecret volkswagen12 warcraft1234 watermelon12 welcome12345
    welcome123456 whatthehell1 worldofwarcraft yankees12345 yourmother123 youaremylove
    zaq12wsxcde3 zaq1zaq1zaq1 zaq1xsw2cde3 zaqxswcdevfr zxc123456789 zxcvbnm12345 zxcvbnm123456
    zxcvbnmasdfghjkl zxczxczxczxc zzzzzzzzzzzz
    """.split()  # noqa: SIM905
) | {"correct horse battery staple"}
