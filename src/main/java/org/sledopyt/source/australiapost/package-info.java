/** Australia Post and StarTrack. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.australiapost;
