/**
 * What many people choose, alone or strung together. A short list on purpose: it travels with the app, and is loaded when a passphrase is
 * chosen.
 */
export const commonWords: readonly string[] = (
  'password passwort passphrase passcode qwerty qwertz azerty dragon baseball football monkey letmein shadow master michael mustang ' +
  'superman jordan qazwsx qazxsw qwaszx wsxedc jennifer killer hunter harley zxcvbn asdfgh buster andrew batman soccer tigger charlie ' +
  'robert sunshine thomas iloveyou iloveu ranger daniel hockey george computer michelle jessica starwars pepper freedom princess joshua ' +
  'maggie ginger amanda ashley cheese nicole summer winter spring autumn matthew chelsea dallas matrix william yankees taylor corvette ' +
  'austin access martin heather thunder merlin secret diamond hello anthony hammer silver justin patrick richard bailey internet ' +
  'samantha golfer scooter test orange cookie maverick jackson sparky mickey phoenix snoopy guitar whatever chicken morgan andrea camaro ' +
  'mercedes peanut ferrari cowboy falcon welcome samsung steelers joseph smokey dakota melissa arsenal boomer eagles gateway porsche ' +
  'yellow monster spider hannah bulldog junior london purple lakers iceman money banana boston brandon tennis coffee scooby edward ' +
  'mother yamaha barney chester oliver charles player knight forever steven midnight chicago victoria angel please jasper james slayer ' +
  'rabbit natasha rachel marine wizard raiders prince casper fishing flower crystal jasmine adidas gandalf enter golden lauren cocacola ' +
  'winston madison angels panther shannon sophie johnson david toyota tiger murphy canada danielle jonathan liverpool muffin cooper ' +
  'jackie dennis john sandra pokemon scorpion butter startrek rainbow newyork florida turtle nicholas viking wilson doctor rocket ' +
  'dolphin helpme albert lovers alexander united giants nirvana mountain benjamin warrior elephant success lucky freddy driver sydney ' +
  'creative happy arthur trouble america garfield apollo december november october september august january february march april june ' +
  'july monday tuesday wednesday thursday friday saturday sunday legend airborne apple brooklyn godzilla buddy magic phantom nothing ' +
  'darkness platinum power police online heaven playboy nintendo family destiny pumpkin digital explorer babygirl admin administrator ' +
  'changeme default login user guest root company office work business correcthorsebatterystaple trustnoone finalfantasy leavemealone ' +
  'sonyericsson counterstrike needforspeed justinbieber unbelievable international intelligence transformers supernatural backup ' +
  'recovery restore phone mobile iphone android latchkey authenticator security secure mypassword mysecret'
).split(/\s+/)

/** Rows of a keyboard, the alphabet and the digits: whoever runs along them chooses what others do. */
export const runs: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  'qazwsxedcrfvtgbyhnujm',
  '1q2w3e4r5t6y7u8i9o0p',
]
