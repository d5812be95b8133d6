/* A document's blocks in order, into the flow. */
#include "set/setter.h"

static bx_status set_block(setter *s, const doc_block *b)
{
    switch (b->kind) {
    case DOC_PARAGRAPH:
        return set_paragraph(s, &b->paragraph);
    case DOC_TABLE:
        return set_table_block(s, &b->table);
    case DOC_SIGNATURE:
        return set_signature(s, &b->signature);
    case DOC_PICTURE:
        return set_picture(s, &b->picture);
    }
    return BX_BUG;
}

static bx_status set_blocks(setter *s)
{
    frame_node root = {.tag = TAG_DOCUMENT};
    BX_TRY(set_node(s, &root));
    s->root = root.id;
    /* go on after a fault in the data, so that all of them are told in one run */
    size_t errors = diag_errors(s->diags);
    for (size_t i = 0; i < s->doc->block_count; i++) {
        BX_TRY(batch_begin(s));
        bx_status status = set_block(s, &s->doc->blocks[i]);
        if (status != BX_OK && status != BX_BAD_DATA) return status;
    }
    BX_TRY(flow_end(s));
    if (diag_errors(s->diags) > errors) return diag_status(s->diags);
    return s->sink.close(s->sink.to, s->root);
}

bx_status set_document(bx_arena *arena, const document *doc, font_set *fonts, frame_sink sink,
                       bx_diags *diags, set_stats *stats)
{
    setter s = {.arena = arena,
                .lasting = arena,
                .doc = doc,
                .layout = doc->layout,
                .fonts = fonts,
                .diags = diags,
                .sink = sink};
    s.baselines = arena_array(arena, bx_len, doc->layout->style_count);
    if (!s.baselines) return diag_memory(diags);
    BX_TRY(text_setter_init(&s.text, arena, fonts, &doc->layout->text, diags));
    s.text.words = (text_words){&doc->author, 1}; /* the office's name is one word */
    bx_status status = set_blocks(&s);
    pools_clear(&s);
    text_setter_clear(&s.text);
    if (stats) *stats = (set_stats){s.flow.page, s.roles, s.flow.blank};
    return status;
}
