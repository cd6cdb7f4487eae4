/** What is said of Restore Account before its own screens are loaded. */
export const restore = {
  name: 'Restore Account',
  outside: {
    title: 'Open the app and choose Restore',
    text: 'This is a backup of Latchkey accounts. Open the app, choose Restore Account, and scan it there.',
    open: 'Open Latchkey',
  },
}
