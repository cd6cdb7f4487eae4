import { Menu } from '@base-ui/react/menu'
import { Tabs } from '@base-ui/react/tabs'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { Direction } from './Direction.tsx'
import { direction, language } from './language.ts'
import { setLanguage } from './set-language.ts'

afterEach(cleanup)

const ways = [
  { way: 'ltr', forward: '{ArrowRight}', back: '{ArrowLeft}' },
  { way: 'rtl', forward: '{ArrowLeft}', back: '{ArrowRight}' },
] as const

describe.for(ways)('read $way', ({ way, forward, back }) => {
  const person = userEvent.setup()

  test('the arrow that points on leads on', async () => {
    render(
      <Direction direction={way}>
        <Tabs.Root defaultValue="first" dir={way}>
          <Tabs.List>
            <Tabs.Tab value="first">First</Tabs.Tab>
            <Tabs.Tab value="second">Second</Tabs.Tab>
            <Tabs.Tab value="third">Third</Tabs.Tab>
          </Tabs.List>
        </Tabs.Root>
      </Direction>,
    )
    const focused = (name: string) =>
      waitFor(() => expect(document.activeElement).toBe(screen.getByRole('tab', { name })))
    screen.getByRole('tab', { name: 'First' }).focus()
    await person.keyboard(forward)
    await focused('Second')
    await person.keyboard(forward)
    await focused('Third')
    await person.keyboard(back)
    await focused('Second')
  })

  test('a menu within a menu opens where the reading goes on, and closes the other way', async () => {
    render(
      <Direction direction={way}>
        <Menu.Root>
          <Menu.Trigger>More</Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner>
              <Menu.Popup>
                <Menu.SubmenuRoot>
                  <Menu.SubmenuTrigger>Export</Menu.SubmenuTrigger>
                  <Menu.Portal>
                    <Menu.Positioner>
                      <Menu.Popup>
                        <Menu.Item>As text</Menu.Item>
                      </Menu.Popup>
                    </Menu.Positioner>
                  </Menu.Portal>
                </Menu.SubmenuRoot>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      </Direction>,
    )
    screen.getByRole('button', { name: 'More' }).focus()
    await person.keyboard('{Enter}')
    const opener = await screen.findByRole('menuitem', { name: 'Export' })
    await waitFor(() => expect(document.activeElement).toBe(opener))
    await person.keyboard(back)
    expect(screen.queryByRole('menuitem', { name: 'As text' })).toBeNull()
    await person.keyboard(forward)
    await screen.findByRole('menuitem', { name: 'As text' })
    await person.keyboard(back)
    await waitFor(() => expect(screen.queryByRole('menuitem', { name: 'As text' })).toBeNull())
  })
})

test('the page says what it speaks and which way that is read', () => {
  document.documentElement.lang = 'xx'
  setLanguage()
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual([language, direction])
})
