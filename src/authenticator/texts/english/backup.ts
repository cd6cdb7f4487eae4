/** What is said of backups before their own screens are loaded. */
export const backup = {
  title: 'Backup',
  now: 'Back up now',
  reminder: {
    title: 'Back up this phone',
    text: 'Without a backup, a lost phone means a new setup code from your IT administrator.',
  },
}
