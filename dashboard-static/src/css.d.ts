/** The bundler takes stylesheets from import statements. */
declare module '*.css';
