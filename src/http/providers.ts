import { Problem } from '#contract/problem.ts'
import type * as contract from '#contract/providers.ts'
import { beginTrip } from '#domain/providers/begin-trip.ts'
import { createProvider } from '#domain/providers/create-provider.ts'
import { deleteProvider } from '#domain/providers/delete-provider.ts'
import { getProvider } from '#domain/providers/get-provider.ts'
import { listLinks } from '#domain/providers/list-links.ts'
import { listProviders } from '#domain/providers/list-providers.ts'
import { listSsoHistory } from '#domain/providers/list-sso-history.ts'
import { prepareProvider } from '#domain/providers/prepare-provider.ts'
import { unlink } from '#domain/providers/unlink.ts'
import { updateProvider } from '#domain/providers/update-provider.ts'
import { type Handlers, handleAfter } from './mount.ts'

export const providers: Handlers<typeof contract> = {
  listProviders: (work) => listProviders(work),
  prepareProvider: async (work) => prepareProvider(work),
  createProvider: (work, { body }) => createProvider(work, body),
  getProvider: (work, { params }) => getProvider(work, params),
  updateProvider: (work, { params, body, ifMatch }) => {
    if (ifMatch === undefined) throw new Problem('precondition-required')
    return updateProvider(work, { ...params, change: body, ifMatch })
  },
  deleteProvider: async (work, { params, body }) => {
    await deleteProvider(work, { ...params, ...body })
    return {}
  },
  beginProviderTest: handleAfter(
    ({ edge, c, actor, session }, { params }) =>
      beginTrip(edge.ground, c.var.tenancy, actor, { ...params, purpose: 'test', sessionId: session?.id }),
    async (_work, _input, { url }) => ({ url }),
  ),

  listProviderLinks: (work, { params }) => listLinks(work, params),
  unlinkProvider: async (work, { params, body }) => {
    const { block, leaveWithoutWayIn: leave } = body
    await unlink(work, { ...params, block, leave })
    return {}
  },
  listSsoHistory: (work, { params, body }) => listSsoHistory(work, { ...params, ...body }),
}
