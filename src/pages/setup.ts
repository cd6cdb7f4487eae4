import { html } from 'hono/html'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import { type Html, layout, type Site } from './layout.ts'
import { newPasswordField } from './new-password.ts'
import { qrSvg } from './qr-svg.ts'
import { button, clock } from './sign-in.ts'

/** Fields of the form, under these names. */
export const setupFields = ['code', 'organisation', 'address', 'firstName', 'lastName', 'email'] as const
export type SetupField = (typeof setupFields)[number]

export interface SetupForm {
  readonly site: Site
  readonly values: Readonly<Partial<Record<SetupField, string>>>
  /** What is wrong with what was typed, by field. */
  readonly wrong: Readonly<Partial<Record<SetupField, string>>>
  /** The operator decided the address: it is shown, and cannot be changed here. */
  readonly addressFixed: boolean
  /** Sample data was asked for. */
  readonly sample: boolean
  readonly password: {
    readonly rules: PasswordRules
    readonly failures: readonly PasswordFailure[]
    /** One was typed, and is asked for again. */
    readonly wanted: boolean
  }
}

/** Organisation, address and first administrator, for whoever has the code that the server printed. */
export function setupPage(form: SetupForm): Html {
  const { site } = form
  const first = (['code', 'organisation', 'address', 'firstName', 'lastName', 'email'] as const).find(
    (name) => form.wrong[name],
  )
  const focused = first ?? (form.password.failures.length > 0 ? undefined : 'code')
  const input = (name: SetupField, label: string, more: Html, hint?: string) => {
    const problem = form.wrong[name]
    const described = [problem && `${name}-wrong`, hint && `${name}-hint`].filter(Boolean).join(' ')
    return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${form.values[name] ?? ''}" required${problem ? html` aria-invalid="true"` : ''}${described ? html` aria-describedby="${described}"` : ''}${name === focused ? html` autofocus` : ''} ${more}>
${problem ? html`<p class="wrong" id="${name}-wrong">${problem}</p>` : ''}${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}</div>`
  }
  return layout({
    site,
    title: 'Set up Latchkey',
    body: html`<h1>Set up Latchkey</h1>
<p>You become the owner of the first organisation, and enrol your phone next.</p>
<form method="post" action="/setup" autocomplete="on">
${input('code', 'Set-up code', html`class="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"`, 'The server printed it when it started.')}
${input('organisation', 'Organisation', html`autocomplete="organization" maxlength="100"`)}
${input(
  'address',
  'Address',
  html`type="url" inputmode="url" spellcheck="false" maxlength="200"${form.addressFixed ? html` readonly` : ''}`,
  form.addressFixed
    ? 'Set by LATCHKEY_URL.'
    : 'Where people open it. Phones and QR codes are bound to it: choose it well.',
)}
<fieldset><legend class="sr">First administrator</legend>
<div class="pair">${input('firstName', 'First name', html`autocomplete="given-name" maxlength="100"`)}${input('lastName', 'Last name', html`autocomplete="family-name" maxlength="100"`)}</div>
${input('email', 'Work email', html`type="email" autocomplete="email" spellcheck="false" maxlength="254"`)}
</fieldset>
<details${form.password.wanted ? html` open` : ''}><summary>Set a password as well (optional)</summary>
<p class="hint">Your phone signs you in. A password is one more way, which asks for the phone too.</p>
${newPasswordField({ ...form.password, email: null, label: 'Password', required: false })}
</details>
<p class="tick"><label><input type="checkbox" name="sample" value="yes"${form.sample ? html` checked` : ''} aria-describedby="sample-hint"> Explore with sample data</label></p>
<p class="hint" id="sample-hint">Adds 1,000 made-up people with phones, sign-ins and events of a month. For looking around: they stay in this organisation.</p>
<button>Continue</button>
</form>`,
  })
}

/** Somebody began; whoever goes on shows the code again. */
export function resumeSetupPage({
  site,
  wrong,
}: {
  readonly site: Site
  readonly wrong: string | null
}): Html {
  return layout({
    site,
    title: 'Go on with the set-up',
    body: html`<h1>Go on with the set-up</h1>
<p>The organisation is there; its owner has no phone yet. Enter the set-up code again to enrol it.</p>
<form method="post" action="/setup/resume">
<div class="field"><label for="code">Set-up code</label>
<input id="code" name="code" class="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required autofocus${wrong ? html` aria-invalid="true" aria-describedby="code-wrong"` : ''}>
${wrong ? html`<p class="wrong" id="code-wrong">${wrong}</p>` : ''}</div>
<button>Continue</button>
</form>
<p class="hint">Lost it? Run <span class="code">latchkey admin recover</span> on the server.</p>`,
  })
}

/** The owner's phone: code, link and typed form. It moves on by itself. */
export function enrolOwnerPage(page: {
  readonly site: Site
  readonly name: string
  readonly link: string
  readonly code: string
  readonly secondsLeft: number
  readonly state: string
  /** Whether a phone can reach the address, or only this computer. */
  readonly localOnly: boolean
}): Html {
  return layout({
    site: page.site,
    title: 'Enrol your phone',
    waits: { events: '/setup/events', state: page.state },
    body: html`<h1>Enrol your phone</h1>
<p>${page.name}, your phone becomes your key. ${
      page.localOnly
        ? 'This address works on this computer only, so open the app here, in a second tab.'
        : 'Scan this with its camera, or open the app on this computer.'
    }</p>
${page.localOnly ? '' : qrSvg(page.link, 'Setup code. Scan it with your phone’s camera.')}
<a class="button" href="${page.link}" target="_blank" rel="noopener">Open the app on this computer</a>
<p class="mid small quiet">Or enter this code in the app:</p>
<p class="key"><span class="code big">${page.code.slice(0, 5)}-${page.code.slice(5)}</span><button type="button" class="second" hidden data-copy="${page.code}">Copy</button></p>
${page.localOnly ? html`<details><summary>Show the QR code</summary>${qrSvg(page.link, 'Setup code for the app on this computer.')}</details>` : ''}
<p class="wait"><span>Waiting for the phone · new code in <span data-left="${page.secondsLeft}" data-reload="yes">${clock(page.secondsLeft)}</span></span></p>
<div class="row mid">${button('/setup/code', 'New code', { class: 'link' })}</div>`,
  })
}

export function setupDonePage({ site, signIn }: { readonly site: Site; readonly signIn: string }): Html {
  return layout({
    site,
    title: 'Latchkey is set up',
    body: html`<h1>Latchkey is set up</h1>
<p>${site.organisation} has an owner with a phone. Sign in with it to open the console.</p>
<a class="button" href="${signIn}">Open the console</a>`,
  })
}
