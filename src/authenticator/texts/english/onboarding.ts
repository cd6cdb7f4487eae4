/** From the welcome to an enrolled phone. */
export const onboarding = {
  guard: {
    title: 'Enter the second code',
    text: 'This invitation needs a code that reached you another way: from your administrator or your manager.',
    label: 'Second code',
    next: 'Continue',
  },
}
