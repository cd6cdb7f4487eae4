interface HelpEntry {
  readonly title: string
  readonly steps?: readonly string[]
  readonly text?: string
}

/** The same words as on the sign-in pages' help; these are here without a network too. */
export const helpEntries: Readonly<Record<string, HelpEntry>> = {
  'no-phone': {
    title: "I don't have my phone",
    text: 'Ask your IT administrator for a setup code and enrol another phone with it. It works once and expires.',
  },
  'no-alerts': {
    title: "I'm not getting notifications",
    steps: [
      "Allow notifications for Latchkey in the phone's settings.",
      'Check the internet connection: mobile data or Wi-Fi.',
      'Close the app completely and open it again.',
      'Restart the phone.',
    ],
    text: 'Still nothing: open the app, the request is there. Or choose “Show a QR code” on the sign-in page and scan it inside the app.',
  },
  qr: {
    title: "The QR code can't be read",
    steps: [
      "Use the app's own scanner. The phone's camera app won't work for sign-in codes; it does for invitation and setup codes.",
      "Allow the app to use the camera, in the phone's settings.",
      'Hold the phone steady, 15–30 cm (6–12 inches) from the screen, in good light, with nothing covering the code.',
      'Clean the lens of the camera.',
      'Make the screen that shows the code brighter.',
    ],
  },
  'new-phone': {
    title: 'New phone',
    text: 'Ask your IT administrator for a setup code, open it on the new phone and approve sign-ins there. Tell them which phone you no longer use.',
  },
  unexpected: {
    title: "A request I didn't start",
    text: "Don't approve it. Choose “It's not me: deny and report” and tell your IT administrator at once: someone may be trying to get in.",
  },
  lost: {
    title: 'Lost or stolen phone',
    text: "Contact your IT administrator at once. They remove the phone, and from that moment it can't approve anything, whoever holds it.",
  },
  deactivated: {
    title: "Account deactivated, or I can't sign in anywhere",
    text: 'Either your account is suspended, which is temporary, or it was removed from the organisation: then it disappears from the app. Contact your IT administrator if you believe this was in error.',
  },
}
