/** Where this organisation begins on this host: nowhere of its own, or below `/t/{slug}`. */
export const root = /^\/t\/[^/]+(?=\/account(?:\/|$))/.exec(window.location.pathname)?.[0] ?? ''

const account = `${root}/account`

/** The page's own address, and those of Latchkey's other pages that it leads to. */
export const addresses = {
  account,
  console: `${root}/admin`,
  help: `${root}/help`,
  signedOut: `${root}/signed-out`,
  /** Signs in and comes back here. */
  signIn: `${root}/sign-in?${new URLSearchParams({ to: '/account' })}`,
  /** Asks for a fresh proof of the person who is signed in, and comes back to `open`. */
  prove: (open: string) =>
    `${root}/sign-in?${new URLSearchParams({ prove: '1', to: `/account?${new URLSearchParams({ open })}` })}`,
} as const
