/** bpost. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.bpost;
