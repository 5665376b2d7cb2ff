// The store contract on SQLite.
import { describe } from 'vitest';
import { sqliteDatabase } from './sqlite-database.ts';
import { storeContract } from './store-contract.ts';

describe('SQLite', () => storeContract(sqliteDatabase));
