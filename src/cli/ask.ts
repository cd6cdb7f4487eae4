import { askServer, RefusedError } from './ask-server.ts'

export interface AdminHost {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  /** Opens the database here, while no server runs. */
  readonly openAdministration: () => Promise<{
    fetch(request: Request): Promise<Response>
    close(): Promise<void>
  }>
  readonly restoreBackup: (file: string) => Promise<void>
}

/** Asks the running server, or opens the database where none runs. */
export async function ask<Answer>(
  host: AdminHost,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<{ answer: Answer; by: 'server' | 'database' }> {
  const dataFolder = host.env['LATCHKEY_DATA'] || './data'
  const served = await askServer(dataFolder, method, path, body)
  // What the two sides say to each other is of one version: they come from one package.
  if (served) return { answer: read(served.status, served.text) as Answer, by: 'server' }
  const administration = await host.openAdministration()
  try {
    const response = await administration.fetch(
      new Request(`http://localhost${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      }),
    )
    return { answer: read(response.status, await response.text()) as Answer, by: 'database' }
  } finally {
    await administration.close()
  }
}

function read(status: number, text: string): unknown {
  const answer = JSON.parse(text) as unknown
  if (status < 300) return answer
  const refused = typeof answer === 'object' && answer !== null && 'refused' in answer ? answer.refused : text
  throw new RefusedError(String(refused))
}
