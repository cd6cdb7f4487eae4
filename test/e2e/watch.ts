import type { BrowserContext, Page } from 'playwright-core'

/** What went wrong in a browser without anybody looking: script errors, breaches of the policy, errors in the console. */
export interface Watch {
  readonly complaints: readonly string[]
  /** From here on, texts that match are expected. */
  allow(...patterns: readonly RegExp[]): void
}

/**
 * A refusal is an answer: our screens show what a status of 4xx means, and Chromium reports each in its console too. The status of a
 * server's fault is none.
 */
const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/

/** Listens to every page of the context, those included that are opened later. */
export async function watch(context: BrowserContext, name: string): Promise<Watch> {
  const complaints: string[] = []
  const allowed: RegExp[] = [refusal]
  const complain = (text: string) => {
    if (!allowed.some((pattern) => pattern.test(text))) complaints.push(`${name}: ${text}`)
  }
  await context.exposeBinding('latchkeyComplain', (_source, text: string) => complain(text))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const page = window as unknown as { latchkeyComplain(text: string): void }
      page.latchkeyComplain(
        `policy ${violatedDirective}: ${blockedURI} at ${location.pathname} ${sourceFile}`,
      )
    })
  })
  const listen = (page: Page) => {
    page.on('pageerror', (error) => complain(`${page.url()} threw ${error.stack ?? error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') complain(message.text())
    })
  }
  for (const page of context.pages()) listen(page)
  context.on('page', listen)
  return { complaints, allow: (...patterns) => void allowed.push(...patterns) }
}
