import { type ChallengeClaims, messageTypes, protocolVersion } from '#contract/device-messages.ts'
import type { RequestId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { sha256Base64url } from '#platform/hash.ts'
import { randomToken } from '#platform/random.ts'
import type { KnownDevice } from '../devices/authenticate-device.ts'
import { verificationsOf } from '../devices/check-person.ts'
import { sign, unixSeconds } from '../devices/signed.ts'
import { browserIn } from '../sessions/list-sessions.ts'
import type { IssuerKeys } from '../signing-keys/issuer-keys.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { clientIdOf, insertChallenge, requestById } from './approvals.sql.ts'
import { stateOf } from './find-approval.ts'
import { isFar } from './is-far.ts'

/**
 * What a device is asked, signed by the organisation. Its hash is kept: an answer has to repeat it, so that what was shown is what was
 * decided on. Neither the number nor `q` is in it.
 *
 * @param input.country where the phone is, as far as anybody knows
 * @throws {Problem} `user-deactivated`, `approval-request-not-found`, `request-ended` with `state`
 */
export async function fetchChallenge(
  work: Work,
  input: { device: KnownDevice; rid: RequestId; issuerKeys: IssuerKeys; country: string | null },
): Promise<{ challenge: string }> {
  const { device, rid, issuerKeys } = input
  const [user, request] = await Promise.all([
    getUser(work, { userId: device.userId }),
    requestById(work, rid),
  ])
  if (user.status !== 'active') throw new Problem('user-deactivated')
  if (!request || request.userId !== device.userId) throw new Problem('approval-request-not-found')
  const state = stateOf(request, work.now)
  if (state !== 'pending') throw new Problem('request-ended', undefined, { members: { state } })

  const { applicationId, city, country } = request
  const claims: ChallengeClaims = {
    v: protocolVersion,
    iss: work.base.baseUrl,
    aud: device.id,
    rid,
    user: user.email,
    cid: applicationId && (await clientIdOf(work, applicationId)),
    app: request.applicationName,
    act: request.action,
    ua: browserIn(request.userAgent),
    loc: { ip: request.ip, city, cc: country },
    new: { browser: !request.knownBrowser, place: request.newPlace },
    ...(isFar(request, input.country) && { far: true }),
    ...(request.reason !== null && { bm: request.reason }),
    how: 'number',
    digits: request.digits,
    uv: verificationsOf(device),
    nonce: randomToken(),
    iat: unixSeconds(work.now),
    exp: unixSeconds(request.expiresAt),
  }
  const challenge = await sign(messageTypes.challenge, await issuerKeys.current(work), claims)
  const challengeHash = sha256Base64url(challenge)
  await insertChallenge(work, { requestId: rid, deviceId: device.id, challengeHash })
  work.notify('approval-request', rid)
  return { challenge }
}
