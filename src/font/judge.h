/* FreeType's second opinion on an opened face, for people who ask what their fonts are worth. */
#ifndef BX_FONT_JUDGE_H
#define BX_FONT_JUDGE_H

#include "font/font.h"

/* Can the outlines be read? A sample of up to 64 glyphs is loaded; the first that cannot is told as a
 * warning. BX_BAD_MACHINE only without memory. */
bx_status face_judge(const face *f, bx_diags *diags);

#endif
