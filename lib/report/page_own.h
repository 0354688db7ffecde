/* page_own - what the files of page share (pure). */
#ifndef PAGE_OWN_H
#define PAGE_OWN_H

extern const char page_style[];	/* the rules of CSS */

#endif
