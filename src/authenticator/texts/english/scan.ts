export const scan = {
  title: 'Scan the sign-in code',
  notOurs: "This isn't a sign-in code.",
  backup: 'This is a backup. Add an organisation and choose Restore Account to use it.',
  expired: 'This code has expired. Show a new one on the sign-in page.',
  newerVersion: 'This code was made by a newer version of Latchkey. Update the app and try again.',
  camera: 'Camera',
  hold: 'Hold the phone steady, 15–30 cm (6–12 inches) from the screen, so that the code fills the frame.',
  lightOn: 'Turn the light on',
  lightOff: 'Turn the light off',
  enterCode: 'Enter code instead',
  trouble: {
    none: { title: 'No camera found', text: 'Enter the code instead.' },
    busy: { title: 'The camera is in use', text: 'Close the other app that uses it, and try again.' },
    denied: {
      title: 'The camera is not allowed',
      apple: 'Open Settings, then Apps › Safari › Camera, and choose Allow. Then try again.',
      android:
        'Press and hold the Latchkey icon, choose App info › Permissions › Camera › Allow. Then try again.',
      other: 'Click the camera or lock sign beside the address, allow the camera, and try again.',
    },
  },
}
