// Replaces @vscode/spdlog, VS Code's native logger, so that nothing has to be compiled. It has the same functions, appends each
// line immediately, and does not rotate files. Without a logger, every log channel stays empty.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const levelNames = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
const stamp = () => new Date().toISOString().replace('T', ' ').slice(0, -1);

class Logger {
  constructor(_kind, name, file) {
    this.name = name;
    this.file = file;
    this.level = 2;
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
  }
  write(level, message) {
    if (level < this.level) return;
    try {
      fs.appendFileSync(this.file, this.raw ? message : `${stamp()} [${levelNames[level]}] ${message}\n`);
    } catch {
      // The folder of a server that is shutting down may already be removed. The log line is not needed then.
    }
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.raw = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}

const createLogger = async (name, file) => new Logger('rotating', name, file);

// One assignment per name, because `import('@vscode/spdlog')` finds only exports that Node can detect in the source text.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
