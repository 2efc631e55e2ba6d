/** Spring GDS. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.spring;
