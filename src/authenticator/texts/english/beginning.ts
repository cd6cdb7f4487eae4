/** From the welcome to a code that was read. */
export const beginning = {
  welcome: {
    title: 'Approve sign-ins with your phone',
    text: "When you sign in at work, Latchkey asks you here. You look at who is asking, type the number on your screen, and it's done.",
    needs: "You need a set-up link or code from your organisation's IT administrator.",
    start: 'Get started',
    install: 'Install Latchkey',
    help: 'Help',
  },
  homeScreen: {
    title: 'Add Latchkey to your Home Screen',
    text: 'Only from there can it keep your keys and alert you.',
    /** Before and after the name of the system's own button, which is set off. */
    share: { before: 'Tap', name: 'Share' },
    add: { before: 'Choose', name: 'Add to Home Screen' },
    open: 'Open Latchkey from your Home Screen',
    scanAgain: 'Then scan the code again, paste the set-up link, or enter the 10-character code',
    copy: 'Copy set-up link',
    copied: 'Link copied',
    added: "I've added it",
    oneMore: 'One more step',
    stillBrowser: 'This is still the browser. Go to your Home Screen and open Latchkey there.',
  },
  setUp: {
    title: 'Set up this phone',
    titleMore: 'Add an organisation',
    text: 'Open the set-up link that your IT administrator sent you on this phone, or scan its QR code from another screen.',
    camera: 'Latchkey uses the camera only to read codes. Your phone asks you to allow it.',
    scan: 'Scan QR code',
    type: 'Enter code instead',
    scanTitle: 'Scan the setup code',
    typeTitle: 'Enter the setup code',
    code: 'Setup code',
    codeHint: '10 characters, beside the QR code. You can also paste the set-up link here.',
    wrong: {
      newerVersion: 'This code was made by a newer version of Latchkey. Update the app and try again.',
      approval: 'This is a sign-in code. Set up this phone first, then scan it under Requests.',
      backup: 'This is a backup. Go back and choose Restore Account.',
      unknown: "This isn't a setup code.",
    },
  },
}
