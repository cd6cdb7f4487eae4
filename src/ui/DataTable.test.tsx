import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { DataTable } from './DataTable.tsx'
import { NavigateContext } from './Link.tsx'
import type { Column, Sort } from './table-column.ts'

afterEach(cleanup)

interface Person {
  id: string
  name: string
  role: string
}

const people: Person[] = [
  { id: 'a', name: 'Amara', role: 'Admin' },
  { id: 'b', name: 'Ingrid', role: 'User' },
]
const columns: Column<Person>[] = [
  { id: 'name', header: 'Name', sortable: true, cell: ({ name }) => name },
  { id: 'role', header: 'Role', sortable: true, cell: ({ role }) => role },
  { id: 'id', header: 'ID', cell: ({ id }) => id },
  { id: 'created', header: 'Created', sortable: true, firstDirection: 'desc', cell: ({ id }) => `Day ${id}` },
]
const shared = {
  label: 'Users',
  columns,
  rows: people,
  keyOf: ({ id }: Person) => id,
  nameOf: ({ name }: Person) => name,
}

function show(sort?: Sort) {
  const onSort = vi.fn()
  render(<DataTable {...shared} sort={sort} onSort={onSort} />)
  const heading = (name: string) => screen.getByRole('columnheader', { name })
  return { onSort, heading, person: userEvent.setup() }
}

test('the sorted column alone says so, in its own direction', () => {
  const { heading } = show({ column: 'name', direction: 'desc' })
  expect(heading('Name').getAttribute('aria-sort')).toBe('descending')
  expect(heading('Role').getAttribute('aria-sort')).toBeNull()
})

test('a press sorts upwards, the next one downwards, and what cannot be sorted has no button', async () => {
  const { heading, onSort, person } = show({ column: 'name', direction: 'asc' })
  await person.click(within(heading('Role')).getByRole('button'))
  expect(onSort).toHaveBeenLastCalledWith({ column: 'role', direction: 'asc' })
  await person.click(within(heading('Name')).getByRole('button'))
  expect(onSort).toHaveBeenLastCalledWith({ column: 'name', direction: 'desc' })
  await person.click(within(heading('Created')).getByRole('button'))
  expect(onSort).toHaveBeenLastCalledWith({ column: 'created', direction: 'desc' })
  expect(within(heading('ID')).queryByRole('button')).toBeNull()
})

test('other rows on their way leave these in place', () => {
  render(<DataTable {...shared} busy />)
  expect(screen.getByRole('table', { name: 'Users' }).getAttribute('aria-busy')).toBe('true')
  expect(screen.getByText('Ingrid')).toBeDefined()
})

test('a press anywhere in a row follows its link, once, but not one on its menu', async () => {
  const navigate = vi.fn()
  render(
    <NavigateContext value={navigate}>
      <DataTable
        {...shared}
        hrefOf={({ id }) => `/admin/users/${id}`}
        menuOf={() => [{ label: 'Copy ID' }]}
      />
    </NavigateContext>,
  )
  const person = userEvent.setup()
  await person.click(screen.getByText('User'))
  expect(navigate).toHaveBeenCalledExactlyOnceWith('/admin/users/b')
  await person.click(screen.getByRole('link', { name: 'Amara' }))
  expect(navigate).toHaveBeenCalledTimes(2)
  await person.click(screen.getByRole('button', { name: 'Actions for Amara' }))
  await person.click(await screen.findByRole('menuitem', { name: 'Copy ID' }))
  expect(navigate).toHaveBeenCalledTimes(2)
})

test('the box in the heading ticks this page and keeps what other pages have', async () => {
  const onSelect = vi.fn()
  render(<DataTable {...shared} selected={new Set(['elsewhere', 'a'])} onSelect={onSelect} />)
  const all = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all on this page' })
  expect(all.indeterminate).toBe(true)
  await userEvent.setup().click(all)
  expect(onSelect).toHaveBeenCalledExactlyOnceWith(new Set(['elsewhere', 'a', 'b']))
})
