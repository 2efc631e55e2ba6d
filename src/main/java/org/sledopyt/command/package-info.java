/** The command line: serve, demo, recognise, track, read, rebuild, doctor, bench. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.command;
