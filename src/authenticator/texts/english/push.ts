/** What a notification says. On a locked phone nobody learns who, where or what. */
export const push = {
  request: { title: 'Sign-in request', text: 'Open Latchkey to review.' },
  ended: { title: 'Sign-in request', text: 'This request has ended.' },
  revoked: { title: 'Device Revoked', text: 'This device has been removed from your account.' },
  changed: { title: 'Latchkey', text: 'Your account has changed. Open the app to see how.' },
  unverified: { title: 'Latchkey', text: 'Open the app to check your account.' },
  test: { title: 'Latchkey', text: 'Alerts work.' },
}
