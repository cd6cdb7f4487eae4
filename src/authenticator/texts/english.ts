import { accounts } from './english/accounts.ts'
import { backup } from './english/backup.ts'
import { frame } from './english/frame.ts'
import { help } from './english/help.ts'
import { problems } from './english/problems.ts'
import { push } from './english/push.ts'
import { requests } from './english/requests.ts'
import { restore } from './english/restore.ts'
import { scan } from './english/scan.ts'
import { settings } from './english/settings.ts'

export const english = {
  accounts,
  backup,
  frame,
  help,
  problems,
  push,
  requests,
  restore,
  scan,
  settings,
}
