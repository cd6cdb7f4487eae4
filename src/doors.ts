import type { Door } from '#http/create-app.ts'
import { helpDoor } from '#http/help.ts'
import { signInDoor } from '#http/sign-in.ts'
import { staticDoor } from '#http/static.ts'

/** Where people and programs come in, in the order in which a path is offered to them. */
export const doors: readonly Door[] = [signInDoor, helpDoor, staticDoor]
