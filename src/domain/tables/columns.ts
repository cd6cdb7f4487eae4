import type { ColumnType } from 'kysely'
import type { JsonValue } from '#contract/json.ts'

/** A jsonb column: read as a value, written as JSON text. */
export type Json<T extends JsonValue = JsonValue> = ColumnType<T, string, string>
export type NullableJson<T extends JsonValue = JsonValue> = ColumnType<
  T | null,
  string | null | undefined,
  string | null
>
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>
export type NullableBytes = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
export type Jwk = { [key: string]: string }
