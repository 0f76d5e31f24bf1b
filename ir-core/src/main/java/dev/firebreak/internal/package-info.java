/** Planning and running; nothing here is promised to anyone. */
@NullMarked
package dev.firebreak.internal;

import org.jspecify.annotations.NullMarked;
