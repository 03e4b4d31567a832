import {swiftshaderEnvironment} from '../../tests/browser/swiftshader.mjs';
import {shared} from '../../vitest.shared.ts';

// Of the processes that run the tests: a process reads them when it starts.
Object.assign(process.env, swiftshaderEnvironment());

export default shared;
