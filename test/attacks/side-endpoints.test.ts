import { describe, expect } from 'vitest'
import { permissionsOf } from '#contract/permissions.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { test } from '../harness.ts'
import { call, codeOf, equip, everything, ofApi, operationOf } from './world.ts'

/** Whatever is not called "read a person" and gives one all the same. */
describe('side endpoints', () => {
  test('of administrators of a lower rank none changes anything about an owner, whichever way it goes', async ({
    house,
  }) => {
    const keeper = await house.addOwner()
    const owner = await house.addOwner({ email: 'boss@example.com' })
    const of = await equip(house, owner, keeper)
    const target = await house.addUser()
    const helpers = [await house.addAdmin('user-admin'), await house.addAdmin('help-desk')] as const
    for (const by of helpers) await call(house, operationOf('getMe'), of, { by })
    const before = await everything(house)
    const tried: string[] = []
    for (const by of helpers) {
      const held = new Set<string>(by.adminRole ? permissionsOf[by.adminRole] : [])
      for (const [id, operation] of ofApi) {
        const isAct = operation.method !== 'GET' && operation.path.startsWith('/users/{userId}')
        if (!isAct || !held.has(operation.permission)) continue
        const merges = { targetId: target.id, stamp: 'stamp', confirmation: owner.email }
        const body =
          id === 'mergeUsers' ? merges : id === 'previewMerge' ? { targetId: target.id } : undefined
        const response = await call(house, [id, operation], of, {
          by,
          email: owner.email,
          ...(body && { body }),
        })
        expect([by.adminRole, id, await codeOf(response)]).toEqual([by.adminRole, id, 'higher-rank'])
        tried.push(id)
      }
    }
    expect(tried.length).toBeGreaterThan(30)
    // The other way round: an ordinary person merged into the owner would hand them what is theirs.
    const [admin] = helpers
    for (const id of ['previewMerge', 'mergeUsers']) {
      const body = {
        targetId: owner.id,
        ...(id === 'mergeUsers' && { stamp: 's', confirmation: target.email }),
      }
      const response = await call(house, operationOf(id), { ...of, userId: target.id }, { by: admin, body })
      expect([id, await codeOf(response)]).toEqual([id, 'higher-rank'])
    }
    expect(await everything(house)).toEqual(before)
  })

  test('a bulk act reaches nobody of a higher rank than whoever began it, nor anybody elsewhere', async ({
    house,
  }) => {
    const there = await house.addTenant('contoso')
    const owner = await house.addOwner()
    const stranger = await house.addUser({ tenancy: there })
    const admin = await house.addAdmin('user-admin')
    const of = await equip(house, owner, owner)
    const acts = [
      { act: 'deactivate', deactivation: { kind: 'suspension' } },
      { act: 'require-password-reset' },
      { act: 'send-invitation' },
      { act: 'verify-email' },
      { act: 'revoke-sessions' },
    ]
    for (const act of acts) {
      const body = { act, selection: { userIds: [owner.id, stranger.id] } }
      const response = await call(house, operationOf('previewJob'), of, { by: admin, body })
      expect([act.act, response.status, await response.json()]).toMatchObject([
        act.act,
        200,
        {
          ready: 0,
          refused: [
            { problem: 'higher-rank', count: 1 },
            { problem: 'user-not-found', count: 1 },
          ],
          sample: [{ id: owner.id }],
        },
      ])
    }
  })

  test('nothing of another organisation is read, named or changed by any id that belongs there', async ({
    house,
  }) => {
    const there = await house.addTenant('contoso')
    const keeper = await house.addOwner({ tenancy: there })
    const victim = await house.addUser({
      tenancy: there,
      firstName: 'Zebulon',
      lastName: 'Quux',
      email: 'zebulon@quux.example',
    })
    const of = await equip(house, victim, keeper)
    const owner = await house.addOwner()
    await call(house, operationOf('getMe'), of, { by: owner })
    const before = await everything(house)
    for (const [id, operation] of ofApi) {
      // What makes something new here, and what is about nobody in particular.
      if (
        !operation.path.includes('{') &&
        !['diagnoseSignIn', 'previewJob', 'createJob', 'beginOwnLink', 'listDuplicates'].includes(id)
      )
        continue
      const body = id === 'listDuplicates' ? { userId: victim.id } : undefined
      const response = await call(house, [id, operation], of, {
        by: owner,
        email: victim.email,
        ...(body && { body }),
      })
      const text = await response.clone().text()
      expect([id, /zebulon|quux/i.test(text)]).toEqual([id, false])
      // Ticked people who are not there are counted as such, wherever else they may be.
      if (id === 'previewJob')
        expect(await response.json()).toMatchObject({ refused: [{ problem: 'user-not-found' }], sample: [] })
      else if (id === 'createJob') expect([id, response.status]).toEqual([id, 200])
      else expect([id, await codeOf(response)]).toEqual([id, expect.stringMatching(/-not-found$/)])
    }
    const more: [string, object][] = [
      ['diagnoseSignIn', { reference: of.reference }],
      ['diagnoseSignIn', { userId: owner.id, applicationId: of.applicationId }],
      ['previewMerge', { targetId: victim.id }],
      ['mergeUsers', { targetId: victim.id, stamp: 's', confirmation: owner.email }],
      [
        'previewJob',
        { act: { act: 'add-to-application', applicationId: of.applicationId }, selection: { filter: {} } },
      ],
      [
        'createJob',
        { act: { act: 'add-to-application', applicationId: of.applicationId }, selection: { filter: {} } },
      ],
    ]
    const kim = await house.addUser()
    for (const [id, body] of more) {
      const mine = { ...of, userId: kim.id }
      const response = await call(house, operationOf(id), mine, { by: owner, body })
      expect([id, body, await codeOf(response)]).toEqual([id, body, expect.stringMatching(/-not-found$/)])
    }
    // Everything that the search takes for an exact hit.
    for (const q of Object.values(of).concat('zebulon', 'zebulon@quux.example', `id:${of.userId}`)) {
      const response = await call(house, operationOf('listUsers'), of, { by: owner, body: { q } })
      expect([q, /zebulon|quux/i.test(await response.text())]).toEqual([q, false])
    }
    const after = await everything(house)
    const isHere = (rows: unknown) => (rows as string[]).filter((row) => row.includes(there.tenantId))
    for (const [name, rows] of Object.entries(before))
      expect([name, isHere(after[name])]).toEqual([name, isHere(rows)])
  })

  test('with somebody else’s ids nobody reaches anything as if it were their own', async ({ house }) => {
    const owner = await house.addOwner()
    const victim = await house.addUser()
    const of = await equip(house, victim, owner)
    const kim = await house.addUser()
    for (const by of [owner, kim]) await call(house, operationOf('getMe'), of, { by })
    const before = await everything(house)
    const own = ofApi.filter(
      ([id, { path }]) => (path.startsWith('/me/') && path.includes('{')) || id === 'deleteSavedView',
    )
    expect(own.length).toBeGreaterThan(5)
    for (const by of [owner, kim]) {
      for (const [id, operation] of own) {
        if (by === kim && operation.permission !== 'self') continue
        const response = await call(house, [id, operation], of, { by })
        expect([id, await codeOf(response)]).toEqual([id, expect.stringMatching(/-not-found$/)])
      }
    }
    expect(await everything(house)).toEqual(before)
  })

  test('no route of the house names a person to a stranger, an ordinary person, or another organisation', async ({
    house,
  }) => {
    const there = await house.addTenant('contoso')
    const owner = await house.addOwner()
    const victim = await house.addUser({
      firstName: 'Zebulon',
      lastName: 'Quux',
      email: 'zebulon@quux.example',
    })
    const of = await equip(house, victim, owner)
    const kim = await house.addUser()
    const names = (text: string) => /zebulon|quux/i.test(text)
    const asked = new Set<string>()
    for (const by of [undefined, kim, await house.addOwner({ tenancy: there })]) {
      for (const [id, operation] of ofApi) {
        const response = await call(house, [id, operation], of, {
          ...(by && { by }),
          email: 'somebody@example.com',
        })
        expect([id, names(await response.text())]).toEqual([id, false])
      }
      const token = by && (await house.addSession(by.id, { tenancy: by.tenancy })).token
      const { baseUrl } = (by ?? kim).tenancy
      for (const { method, path } of house.app.routes) {
        // The others are the API's, or every path's.
        if (method !== 'GET' || path.includes('*') || path.startsWith('/api/v1/users')) continue
        const name = path.replace(/:(\w+)/g, (_, param: string) =>
          param in of ? of[param as keyof typeof of] : param === 'id' ? of.userId : '1',
        )
        asked.add(name)
        const aborted = new AbortController()
        const response = await house.app.request(`${baseUrl}${name}`, {
          headers: {
            host: new URL(baseUrl).host,
            ...(token && by && { cookie: `${sessionCookieName(by.tenancy)}=${token}` }),
          },
          signal: aborted.signal,
        })
        const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
        if (isStream) await response.body?.cancel()
        else expect([name, names(await response.text())]).toEqual([name, false])
      }
    }
    expect(asked.size).toBeGreaterThan(30)
  })
})
