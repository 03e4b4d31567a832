/** TF.js's own allocator. */
export declare function malloc(size: usize): usize;
export declare function free(address: usize): void;
