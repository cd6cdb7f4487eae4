import { html } from 'hono/html'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import { countdown } from './countdown.ts'
import { type Html, layout, type Site } from './layout.ts'
import { newPasswordField } from './new-password.ts'
import { qrSvg } from './qr-svg.ts'
import { button, copyButton } from './sign-in.ts'
import { frameTexts } from './texts/frame.ts'
import { setupTexts } from './texts/setup.ts'

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
  const { language } = site
  const words = setupTexts(language).form
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
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.what}</p>
<form method="post" action="/setup" autocomplete="on">
${input('code', words.code, html`class="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"`, words.codeHint)}
${input('organisation', words.organisation, html`autocomplete="organization" maxlength="100"`)}
${input(
  'address',
  words.address,
  html`type="url" inputmode="url" spellcheck="false" maxlength="200"${form.addressFixed ? html` readonly` : ''}`,
  form.addressFixed ? words.addressFixed : words.addressHint,
)}
<fieldset><legend class="sr">${words.owner}</legend>
<div class="pair">${input('firstName', words.firstName, html`autocomplete="given-name" maxlength="100"`)}${input('lastName', words.lastName, html`autocomplete="family-name" maxlength="100"`)}</div>
${input('email', words.email, html`type="email" autocomplete="email" spellcheck="false" maxlength="254"`)}
</fieldset>
<details${form.password.wanted ? html` open` : ''}><summary>${words.withPassword}</summary>
<p class="hint">${words.passwordHint}</p>
${newPasswordField({ ...form.password, language, email: null, label: words.password, required: false })}
</details>
<p class="tick"><label><input type="checkbox" name="sample" value="yes"${form.sample ? html` checked` : ''} aria-describedby="sample-hint"> ${words.sample}</label></p>
<p class="hint" id="sample-hint">${words.sampleHint}</p>
<button>${frameTexts(language).continue}</button>
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
  const { form, resume: words } = setupTexts(site.language)
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.what}</p>
<form method="post" action="/setup/resume">
<div class="field"><label for="code">${form.code}</label>
<input id="code" name="code" class="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required autofocus${wrong ? html` aria-invalid="true" aria-describedby="code-wrong"` : ''}>
${wrong ? html`<p class="wrong" id="code-wrong">${wrong}</p>` : ''}</div>
<button>${frameTexts(site.language).continue}</button>
</form>
<p class="hint">${words.lost('latchkey admin recover')}</p>`,
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
  const { site } = page
  const words = setupTexts(site.language).enrol
  return layout({
    site,
    title: words.title,
    waits: { events: '/setup/events', state: page.state },
    body: html`<h1>${words.title}</h1>
<p>${page.localOnly ? words.onlyHere(page.name) : words.scan(page.name)}</p>
${page.localOnly ? '' : qrSvg(page.link, words.qr)}
<a class="button" href="${page.link}" target="_blank" rel="noopener">${words.openHere}</a>
<p class="mid small quiet">${words.orType}</p>
<p class="key"><span class="code big">${page.code.slice(0, 5)}-${page.code.slice(5)}</span>${copyButton(site, page.code)}</p>
${page.localOnly ? html`<details><summary>${words.showQr}</summary>${qrSvg(page.link, words.qrHere)}</details>` : ''}
<p class="wait"><span>${words.waiting(countdown(site, page.secondsLeft, { reload: true }))}</span></p>
<div class="row mid">${button('/setup/code', words.again, { class: 'link' })}</div>`,
  })
}

export function setupDonePage({ site, signIn }: { readonly site: Site; readonly signIn: string }): Html {
  const words = setupTexts(site.language).done
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.what(site.organisation)}</p>
<a class="button" href="${signIn}">${words.action}</a>`,
  })
}
