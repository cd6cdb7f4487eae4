import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { parseDeviceLink } from '#contract/device-messages.ts'
import type { RequestId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { answer, type Challenge, type Decision, fetchChallenge, listWaiting } from '#phone/answer.ts'
import { enrol, listUsableIdentities, openClaim } from '#phone/enrol.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { leave } from '#phone/leave.ts'
import type { Phone, Verification } from '#phone/phone.ts'
import { checkStatus } from '#phone/status.ts'
import { wipe } from '#phone/wipe.ts'
import { createFileKeyStore } from './file-key-store.ts'
import { backUpPhone, restorePhone } from './phone-backup.ts'
import { describeSelf, type PhoneIo, phoneOptions, pinOf, type Run } from './phone-run.ts'

const help = `latchkey phone: a simulated phone. It speaks the app's own protocol, and is for trying things out: its keys lie in a file.

  latchkey phone enrol <link|code> [--name <name>] [--at <address>] [--separate]
                                          set this phone up; --at says whom to ask about a typed code
  latchkey phone watch                    wait for sign-in requests, show each and ask for its number
  latchkey phone answer [<request>] --number <number>|--scan <link>|--deny|--report
                                          answer the request that waits, or the one named
  latchkey phone status                   ask each organisation how this phone stands, and forget it where it was removed
  latchkey phone backup [<file>]          write a backup, and show the recovery code that opens it
  latchkey phone restore <file|link>      restore every account of a backup; asks for its code and for further proof
  latchkey phone leave                    remove this phone from its organisations

  --file <file>   where this phone lies (default ~/.latchkey-phone.json)
  --pin <pin>     six digits or more; else LATCHKEY_PHONE_PIN, else it is asked for`

/** Runs `latchkey phone …` and says its exit code: 0 done, 1 refused, 2 not understood. */
export async function runPhone(args: readonly string[], io: PhoneIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: phoneOptions,
    allowPositionals: true,
  })
  const [command, subject] = positionals
  if (values.help || command === undefined) {
    io.out(help)
    return command === undefined && !values.help ? 2 : 0
  }
  const store = createFileKeyStore(values.file ?? join(homedir(), '.latchkey-phone.json'))
  const phone: Phone = { store, fetch: io.fetch ?? fetch, clock: () => new Date() }
  const run: Run = { io, phone, values, ask: io.ask ?? askOnTerminal }
  try {
    switch (command) {
      case 'enrol':
        return await enrolPhone(run, subject)
      case 'watch':
        return await watch(run)
      case 'answer':
        return await answerOne(run, subject)
      case 'status':
        return await showStatus(run)
      case 'backup':
        return await backUpPhone(run, subject)
      case 'restore':
        return await restorePhone(run, subject)
      case 'leave':
        return await leaveAll(run)
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    io.err(describe(error))
    return 1
  }
  io.err(`There is no command "phone ${command}".\n\n${help}`)
  return 2
}

async function enrolPhone(run: Run, linkOrCode: string | undefined): Promise<number> {
  const { io, phone, values } = run
  if (!linkOrCode) {
    io.err('Say which link or code: latchkey phone enrol <link|code>')
    return 2
  }
  const at = (values.at ?? io.env['LATCHKEY_URL'] ?? 'http://localhost:3000').replace(/\/$/, '')
  const opened = await openClaim(phone, linkOrCode, at)
  io.out(`${opened.org.name} (${opened.iss}) sets this phone up for ${opened.user_hint}.`)
  const pin = await pinOf(run, 'Choose a PIN of six digits or more: ')
  const [known] = values.separate ? [] : await listUsableIdentities(phone)
  const enrolment = await enrol(phone, opened, {
    identity: known
      ? {
          kind: 'existing',
          did: known.identity.did,
          unlock: { deviceId: known.enrolment.deviceId, verification: { kind: 'pin', pin } },
        }
      : { kind: 'new' },
    verification: { kind: 'pin', pin },
    description: describeSelf(values.name),
    push: { kind: 'none', why: 'unsupported' },
  })
  io.out(`Enrolled for ${enrolment.user.name}. Short code: ${enrolment.shortCode}`)
  return 0
}

/** Polls, as an open app does where push does not reach it. */
const pollMs = 2000

async function watch(run: Run): Promise<number> {
  const { io, phone } = run
  const seen = new Set<RequestId>()
  io.out('Waiting for sign-in requests. Ctrl-C ends it.')
  while (!io.signal?.aborted) {
    const enrolments = await phone.store.listEnrolments()
    if (enrolments.length === 0) {
      io.out('This phone is not enrolled anywhere.')
      return 0
    }
    for (const enrolment of enrolments) await watchOnce(run, enrolment, seen)
    await delay(pollMs, undefined, io.signal ? { signal: io.signal } : {}).catch(() => {})
  }
  return 0
}

async function watchOnce(run: Run, enrolment: Enrolment, seen: Set<RequestId>): Promise<void> {
  const { io, phone, ask } = run
  try {
    for (const { rid } of await listWaiting(phone, enrolment)) {
      if (seen.has(rid)) continue
      seen.add(rid)
      const challenge = await fetchChallenge(phone, enrolment, rid)
      io.out(summaryOf(challenge))
      const typed = (await ask('Number on the page (or "deny", "report", Enter to leave it): ')).trim()
      if (typed === '') continue
      const decision: Decision =
        typed === 'deny' || typed === 'report'
          ? { kind: typed }
          : { kind: 'approve', number: typed, verification: await verificationOf(run) }
      io.out(`→ ${(await answer(phone, enrolment, challenge, decision)).state}`)
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // Removed, paused, or the request ended meanwhile: the status says which, and the phone goes on.
    io.err(describe(error))
    if (error.code === 'device-removed') await showOne(run, enrolment)
  }
}

async function answerOne(run: Run, named: string | undefined): Promise<number> {
  const { io, phone, values } = run
  const link = values.scan ? parseDeviceLink(values.scan) : undefined
  if (link && link.kind !== 'approval') {
    io.err('That is no code of a sign-in page.')
    return 2
  }
  for (const enrolment of await phone.store.listEnrolments()) {
    if (link && link.iss !== enrolment.iss) continue
    const waiting = await listWaiting(phone, enrolment)
    const wanted = link?.rid ?? named
    const request = wanted ? waiting.find(({ rid }) => rid === wanted) : waiting.at(-1)
    if (!request) continue
    const challenge = await fetchChallenge(phone, enrolment, request.rid)
    io.out(summaryOf(challenge))
    const decision = await decisionOf(run, link?.q)
    if (!decision) return 2
    const answered = await answer(phone, enrolment, challenge, decision)
    io.out(answered.why ? `${answered.state} (${answered.why})` : answered.state)
    return 0
  }
  io.err('No such request waits.')
  return 1
}

async function decisionOf(run: Run, q: string | undefined): Promise<Decision | undefined> {
  const { deny, report, number } = run.values
  if (deny) return { kind: 'deny' }
  if (report) return { kind: 'report' }
  if (q) return { kind: 'approve', q, verification: await verificationOf(run) }
  if (number) return { kind: 'approve', number, verification: await verificationOf(run) }
  run.io.err('Say --number, --scan, --deny or --report.')
  return undefined
}

async function showStatus(run: Run): Promise<number> {
  const enrolments = await run.phone.store.listEnrolments()
  if (enrolments.length === 0) run.io.out('This phone is not enrolled anywhere.')
  for (const enrolment of enrolments) await showOne(run, enrolment)
  return 0
}

async function showOne({ io, phone }: Run, enrolment: Enrolment): Promise<void> {
  const outcome = await checkStatus(phone, enrolment)
  const who = `${enrolment.org.name}, ${enrolment.user.hint}`
  if (outcome.kind === 'unverified') io.out(`${who}: can't check this account right now`)
  else if (outcome.kind === 'verified') {
    const { state, message } = outcome.status
    io.out(`${who}: ${state}${message ? ` (${message})` : ''}`)
  } else {
    io.out(`${who}: This account is no longer accessible.`)
    await wipe(phone, enrolment.deviceId)
  }
}

async function leaveAll({ io, phone }: Run): Promise<number> {
  for (const enrolment of await phone.store.listEnrolments()) {
    await leave(phone, enrolment)
    io.out(`Left ${enrolment.org.name}.`)
  }
  return 0
}

function summaryOf({ claims }: Challenge): string {
  const place = [claims.loc.city, claims.loc.cc].filter(Boolean).join(', ') || claims.loc.ip
  const fresh = [claims.new.browser ? 'new browser' : '', claims.new.place ? 'new place' : ''].filter(Boolean)
  return [
    `${claims.act === 'step-up' ? 'Confirm it is you' : 'Sign in'}: ${claims.app}, as ${claims.user}`,
    ...(claims.bm ? [`  ${claims.bm}`] : []),
    `  ${claims.ua}, ${place}${fresh.length > 0 ? ` (${fresh.join(', ')})` : ''}`,
    `  request ${claims.rid}`,
  ].join('\n')
}

const verificationOf = async (run: Run): Promise<Verification> => ({
  kind: 'pin',
  pin: await pinOf(run, 'PIN: '),
})

function describe({ code, message, members }: Problem): string {
  const said = Object.entries(members).map(([name, value]) => `${name}: ${String(value)}`)
  return `${message} [${[code, ...said].join(', ')}]`
}

async function askOnTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}
