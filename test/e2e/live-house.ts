import { createServer } from 'node:net'
import { serve } from '@hono/node-server'
import { createApp } from '#http/create-app.ts'
import { startJobRunner } from '#jobs/run-jobs.ts'
import { doors } from '../../src/doors.ts'
import { builtFrontEnd, type FrontEnd } from '../front-ends.ts'
import { createHouse, type House } from '../harness.ts'

export interface LiveHouse extends AsyncDisposable {
  readonly house: House
  readonly origin: string
}

/** A house with a port of its own and the front ends that are named, built as they stand: what a test fills, a browser can open. */
export async function openLiveHouse(...frontEnds: readonly FrontEnd[]): Promise<LiveHouse> {
  const undo: (() => unknown)[] = []
  const folders: Record<FrontEnd, string | null> = { console: null, account: null, app: null }
  for (const name of frontEnds) folders[name] = await builtFrontEnd(name)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const { house, close } = await createHouse({ address: origin })
  undo.push(close)
  const server = serve({ fetch: createApp({ ...house.edge, folders }, doors).fetch, port })
  undo.push(() => server.close())
  const { ground, log, tenants } = house.edge
  undo.push(startJobRunner({ ground, log, findTenancy: tenants.byId }).stop)
  return {
    house,
    origin,
    async [Symbol.asyncDispose]() {
      for (const step of undo.toReversed()) await step()
    },
  }
}

/** The address has to be known before the house is opened, and the server after it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, 'localhost', () => {
        const address = probe.address()
        probe.close(() =>
          typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
        )
      })
  })
}
