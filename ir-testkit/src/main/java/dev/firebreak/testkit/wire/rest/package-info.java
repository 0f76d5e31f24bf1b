/**
 * The protocols that put members into paths, queries and headers: REST-JSON and REST-XML.
 */
@NullMarked
package dev.firebreak.testkit.wire.rest;

import org.jspecify.annotations.NullMarked;
