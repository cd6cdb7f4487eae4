import { configure } from '@testing-library/react'

// Behind every screen of a test stands a real server, on a computer that may be busy: a second is not always enough.
configure({ asyncUtilTimeout: 15_000 })
