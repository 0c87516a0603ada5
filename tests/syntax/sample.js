#!/usr/bin/env node
'use strict';

const fs = require('fs');
const { join } = require('path');
import express from 'express';

const PORT = 8080;

/**
 * Reads the configuration.
 *
 * @param {string} folder
 */
function readConfig(folder) {
    const text = fs.readFileSync(join(folder, 'config.json'), 'utf8');
    return JSON.parse(text);
}

// Adds two numbers.
const add = (a, b) => a + b;

let first = function (list) {
    return list[0];
}, last = list => list[list.length - 1];

function* numbers(limit) {
    for (let i = 0; i < limit; i++) {
        yield i;
    }
}

export async function loadAll(names) {
    const loadOne = async (name) => {
        return readConfig(name);
    };

    return Promise.all(names.map((name) => loadOne(name)));
}

/** Counts. */
export class Counter {
    #value = 0;
    static limit = 10;

    constructor(start) {
        this.#value = start;
    }

    // Adds one.
    increment() {
        this.#value += 1;
        return this.#value;
    }

    reset = () => {
        this.#value = 0;
    };

    get value() {
        return this.#value;
    }

    static async create() {
        return new Counter(await Promise.resolve(0));
    }
}

const Box = class {
    open() {
        return this;
    }
};

module.exports.handlers = {
    list(request, response) {
        response.json([]);
    },
    remove: async (request, response) => {
        await drop(request.params.id);
        response.end();
    },
    'odd-name': function () {
        return 1;
    },
};

Counter.prototype.twice = function () {
    return this.value * 2;
};

exports.login = (user, password) => db.query(`SELECT * FROM users WHERE name = '${user}'`);

export default function () {
    return eval('1 + 1');
}

describe('add', () => {
    it('adds', () => {
        expect(add(1, 2)).toBe(3);
    });
});
