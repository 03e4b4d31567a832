// What WebGPU computes in Node: node dawn.mjs COURSES, a list of the options of `course` as JSON. Prints what they return.
import {dawn} from '@residual/backend-web/node';
import {course} from './course.mjs';

await dawn();
const results = [];
for (const options of JSON.parse(process.argv[2])) results.push(await course(options));
console.log(JSON.stringify(results));
process.exit();
