module.exports = { root: true, ignorePatterns: ['templates/', 'dist-types/'] };
