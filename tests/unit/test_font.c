/* Roles to faces: which file fills a role, in which order, and what is told when none does. */
#include "font_case.h"

#include <pthread.h>

#include "base/mem.h"

#define FANG "{family: 版心仿宋, mandated: true}"
#define NAMED "{family: Banxin Named}"
#define LATIN "{family: Banxin Latin}"
#define LATIN_BOLD "{family: Banxin Latin, weight: bold}"

/* What one test needs, made and dropped around it. */
typedef struct font_case {
    bx_diags *diags;
    font_set *set;
} font_case;

static int begin(void **state)
{
    font_case *c = calloc(1, sizeof *c);
    c->diags = bx_diags_new();
    *state = c;
    return 0;
}

static int end(void **state)
{
    font_case *c = *state;
    fonts_free(c->set);
    bx_diags_free(c->diags);
    free(c);
    return 0;
}

static const face *first(font_case *c, const char *families, const char *folder)
{
    fonts_free(c->set);
    c->set = set_of(list_of(families, NULL), folder, c->diags);
    return fonts_face(c->set, 0, 0, c->diags);
}

/* ---- finding ---- */

static void mandated_font_is_taken_before_a_substitute(void **state)
{
    font_case *c = *state;
    const face *f = first(c, FANG ", " NAMED, folder_of("named.otf fang.otf"));
    assert_non_null(f);
    assert_true(ends_with(f->file, "/fang.otf"));
    assert_true(f->is_mandated);
    assert_string_equal(f->family, "版心仿宋");
    assert_true(ends_with(fonts_face(c->set, 0, 1, c->diags)->file, "/named.otf"));
    assert_null(fonts_face(c->set, 0, 2, c->diags));
    assert_int_equal(bx_diags_count(c->diags), 0);
}

static void substitute_is_taken_and_told_where_the_mandated_font_lacks(void **state)
{
    font_case *c = *state;
    const face *f = first(c, FANG ", " NAMED, folder_of("named.otf"));
    assert_non_null(f);
    assert_false(f->is_mandated);
    fonts_tell_substitute(c->set, 0, f, c->diags);
    assert_int_equal(told(c->diags, "role-substituted"), 1);
    assert_true(tells(c->diags, "role-substituted", BX_ZH, "试验"));
    assert_true(tells(c->diags, "role-substituted", BX_ZH, "版心仿宋"));
    assert_true(tells(c->diags, "role-substituted", BX_EN, "Banxin Named"));
    assert_int_equal(diag_status(c->diags), BX_OK);
}

static void font_is_found_by_any_of_its_names(void **state)
{
    static const char *const names[] = {"版心仿宋", "Banxin Fang", "banxin FANG", "Banxin Fang Regular",
                                        "BanxinFangRegular"};
    font_case *c = *state;
    const char *folder = folder_of("fang.otf");
    for (size_t i = 0; i < COUNT(names); i++) {
        char families[100];
        snprintf(families, sizeof families, "{family: %s}", names[i]);
        assert_non_null(first(c, families, folder));
    }
    assert_null(first(c, "{family: Banxin}", folder));
}

static void one_font_under_two_names_is_one_face(void **state)
{
    font_case *c = *state;
    const face *f = first(c, FANG ", {family: Banxin Fang}, " NAMED, folder_of("fang.otf named.otf"));
    assert_int_equal(f->id, 0);
    assert_true(ends_with(fonts_face(c->set, 0, 1, c->diags)->file, "/named.otf"));
    assert_null(fonts_face(c->set, 0, 2, c->diags));
}

static void roles_share_the_face_of_a_font(void **state)
{
    font_case *c = *state;
    c->set = set_of(list_of(NAMED ", " LATIN, LATIN ", " NAMED), folder_of("latin.ttf named.otf"), c->diags);
    assert_ptr_equal(fonts_face(c->set, 0, 0, c->diags), fonts_face(c->set, 1, 1, c->diags));
    assert_ptr_equal(fonts_face(c->set, 0, 1, c->diags), fonts_face(c->set, 1, 0, c->diags));
}

static void ids_follow_the_list_whatever_is_opened_first(void **state)
{
    font_case *c = *state;
    const char *list = list_of(NAMED ", " LATIN, FANG ", " NAMED);
    c->set = set_of(list, folder_of("fang.otf latin.ttf named.otf"), c->diags);
    assert_int_equal(fonts_face(c->set, 1, 0, c->diags)->id, 2);
    assert_int_equal(fonts_face(c->set, 0, 1, c->diags)->id, 1);
    assert_int_equal(fonts_face(c->set, 0, 0, c->diags)->id, 0);
    assert_int_equal(fonts_face(c->set, 1, 1, c->diags)->id, 0);
}

static void role_is_found_by_its_name_only(void **state)
{
    font_case *c = *state;
    c->set = set_of(list_of(NAMED, LATIN), folder_of(""), c->diags);
    assert_int_equal(fonts_role_find(c->set, STR("other")), 1);
    assert_int_equal(fonts_role_find(c->set, STR("Test")), -1);
    assert_int_equal(fonts_role_find(c->set, STR("")), -1);
}

static void earlier_folder_wins_then_the_path(void **state)
{
    font_case *c = *state;
    const char *dirs[2] = {folder_of("latin.ttf"), folder_of("latin.ttf")};
    font_options options = {.list_file = list_of(LATIN, NULL), .dirs = dirs, .dir_count = 2};
    for (int turn = 0; turn < 2; turn++) {
        assert_int_equal(fonts_new(&options, c->diags, &c->set), BX_OK);
        assert_true(str_starts_with(str_of(fonts_face(c->set, 0, 0, c->diags)->file), str_of(dirs[0])));
        fonts_free(c->set);
        c->set = NULL;
        const char *swapped = dirs[0];
        dirs[0] = dirs[1];
        dirs[1] = swapped;
    }
    char path[700];
    bx_buf font = fixture("latin.ttf");
    for (int i = 2; i > 0; i--) {
        snprintf(path, sizeof path, "%s/copy%d.ttf", dirs[0], i);
        file_write(path, buf_slice(&font));
    }
    buf_clear(&font);
    assert_true(ends_with(first(c, LATIN, dirs[0])->file, "/copy1.ttf"));
}

static void folder_below_a_folder_is_searched(void **state)
{
    font_case *c = *state;
    char below[700];
    const char *folder = folder_of("named.otf");
    snprintf(below, sizeof below, "%s/below", folder);
    assert_int_equal(mkdir(below, 0755), 0);
    bx_buf font = fixture("latin.ttf");
    snprintf(below, sizeof below, "%s/below/latin.ttf", folder);
    file_write(below, buf_slice(&font));
    buf_clear(&font);
    snprintf(below, sizeof below, "%s/below/round", folder);
    assert_int_equal(symlink("..", below), 0);
    const face *f = first(c, LATIN, folder);
    assert_non_null(f);
    assert_true(ends_with(f->file, "/below/latin.ttf"));
}

/* ---- weights ---- */

static void regular_is_taken_where_nothing_else_is_asked(void **state)
{
    font_case *c = *state;
    const face *f = first(c, LATIN, folder_of("latin.ttf latin-bold.ttf"));
    assert_true(ends_with(f->file, "/latin.ttf"));
    assert_false(f->is_bold_wanted);
}

static void bold_is_known_by_its_style_where_the_weight_is_wrong(void **state)
{
    font_case *c = *state;
    const face *f = first(c, LATIN_BOLD, folder_of("latin.ttf latin-bold.ttf"));
    assert_true(ends_with(f->file, "/latin-bold.ttf"));
    assert_false(f->is_bold_wanted);
    assert_true(f->stem_v > 120);
    assert_null(fonts_face(c->set, 0, 1, c->diags));
}

static void regular_serves_a_bold_role_when_nothing_is_bold(void **state)
{
    font_case *c = *state;
    const face *f = first(c, LATIN_BOLD, folder_of("latin.ttf"));
    assert_true(ends_with(f->file, "/latin.ttf"));
    assert_true(f->is_bold_wanted);
}

static void bold_of_a_later_family_comes_before_an_emboldened_one(void **state)
{
    font_case *c = *state;
    const face *f = first(c, "{family: Banxin Named, weight: bold}, " LATIN_BOLD,
                          folder_of("named.otf latin.ttf latin-bold.ttf"));
    assert_true(ends_with(f->file, "/latin-bold.ttf"));
    const face *next = fonts_face(c->set, 0, 1, c->diags);
    assert_true(ends_with(next->file, "/named.otf"));
    assert_true(next->is_bold_wanted);
}

static void emboldened_and_plain_view_of_a_font_share_the_id(void **state)
{
    font_case *c = *state;
    c->set = set_of(list_of(LATIN_BOLD, LATIN), folder_of("latin.ttf"), c->diags);
    const face *bold = fonts_face(c->set, 0, 0, c->diags), *plain = fonts_face(c->set, 1, 0, c->diags);
    assert_true(bold->is_bold_wanted);
    assert_false(plain->is_bold_wanted);
    assert_int_equal(bold->id, plain->id);
    assert_ptr_equal(bold->hb_font, plain->hb_font);
}

/* ---- characters ---- */

static void character_is_taken_from_the_first_face_that_has_it(void **state)
{
    font_case *c = *state;
    first(c, FANG ", " LATIN, folder_of("fang.otf latin.ttf"));
    assert_string_equal(fonts_face_with(c->set, 0, 'A', c->diags)->family, "版心仿宋");
    assert_string_equal(fonts_face_with(c->set, 0, 0x20089, c->diags)->family, "版心仿宋");
    assert_string_equal(fonts_face_with(c->set, 0, 0x20BB7, c->diags)->family, "Banxin Latin");
    assert_null(fonts_face_with(c->set, 0, 0x9F98, c->diags));
    assert_null(fonts_face_with(c->set, 0, 0x110000, c->diags));
}

static void face_has_what_fonttools_finds_in_it(void **state)
{
    font_case *c = *state;
    const face *f = first(c, FANG, folder_of("fang.otf"));
    uint32_t has = 0;
    for (uint32_t code = 0; code < 0x30000; code++) has += face_has(f, code);
    assert_int_equal(has, COUNT(fang_facts));
    for (size_t i = 0; i < COUNT(fang_facts); i++) assert_true(face_has(f, fang_facts[i].code));
}

static void fallback_completes_a_role_but_never_fills_it(void **state)
{
    font_case *c = *state;
    const char *families = FANG ", {family: Banxin Latin, fallback: true}";
    assert_null(first(c, families, folder_of("latin.ttf")));
    assert_null(fonts_face_with(c->set, 0, 'A', c->diags));
    assert_non_null(first(c, families, folder_of("latin.ttf fang.otf")));
    assert_string_equal(fonts_face_with(c->set, 0, 0x20BB7, c->diags)->family, "Banxin Latin");
}

static void fallback_comes_last_wherever_the_list_has_it(void **state)
{
    font_case *c = *state;
    const face *f =
        first(c, "{family: Banxin Latin, fallback: true}, " FANG, folder_of("latin.ttf fang.otf"));
    assert_string_equal(f->family, "版心仿宋");
}

/* ---- what cannot be used ---- */

static void restricted_font_is_passed_over_and_told_once(void **state)
{
    font_case *c = *state;
    const char *folder = folder_of("fang.otf named.otf");
    table_change(folder, "fang.otf", "OS/2", 8, 0x0002);
    assert_string_equal(first(c, FANG ", " NAMED, folder)->family, "Banxin Named");
    fonts_face(c->set, 0, 1, c->diags);
    assert_int_equal(bx_diags_count(c->diags), 1);
    assert_int_equal(told(c->diags, "font-restricted"), 1);
    assert_true(ends_with(bx_diags_at(c->diags, 0).file, "/fang.otf"));
    assert_int_equal(bx_diags_at(c->diags, 0).severity, BX_WARNING);
    assert_int_equal(diag_status(c->diags), BX_OK);
}

static void rights_are_read_as_the_standard_says(void **state)
{
    static const struct {
        unsigned bits;
        bool may;
        face_embedding embedding;
    } cases[] = {{0x0000, true, FACE_INSTALLABLE},
                 {0x0004, true, FACE_PREVIEW},
                 {0x0008, true, FACE_EDITABLE},
                 {0x000A, true, FACE_EDITABLE},
                 {0x0006, true, FACE_PREVIEW},
                 {0x0002, false, 0},
                 {0x0108, false, 0},
                 {0x0200, false, 0}};
    font_case *c = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *folder = folder_of("latin.ttf");
        table_change(folder, "latin.ttf", "OS/2", 8, cases[i].bits);
        const face *f = first(c, LATIN, folder);
        assert_int_equal(f != NULL, cases[i].may);
        if (f) assert_int_equal(f->embedding, cases[i].embedding);
    }
}

static void kinds_that_cannot_be_used_are_told_with_the_reason(void **state)
{
    static const struct {
        const char *families, *files, *code;
    } cases[] = {{"{family: Banxin Variable}", "variable.ttf", "font-variable"},
                 {"{family: Banxin Bitmap}", "bitmap.bdf", "font-bitmap"}};
    font_case *c = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bx_diags_reset(c->diags);
        assert_null(first(c, cases[i].families, folder_of(cases[i].files)));
        assert_int_equal(told(c->diags, cases[i].code), 1);
    }
}

static void damaged_font_is_passed_over_and_told(void **state)
{
    font_case *c = *state;
    const char *folder = folder_of("fang.otf named.otf");
    table_change(folder, "fang.otf", "maxp", 4, 5000);
    assert_string_equal(first(c, FANG ", " NAMED, folder)->family, "Banxin Named");
    assert_int_equal(told(c->diags, "font-damaged"), 1);
    assert_true(tells(c->diags, "font-damaged", BX_ZH, "maxp"));
    assert_true(tells(c->diags, "font-damaged", BX_EN, "Banxin Fang"));
}

static void file_that_is_no_font_is_told_in_the_users_folder(void **state)
{
    font_case *c = *state;
    char path[700];
    const char *folder = folder_of("named.otf");
    bx_buf font = fixture("latin.ttf");
    snprintf(path, sizeof path, "%s/half.TTF", folder);
    file_write(path, (bx_str){font.ptr, 200});
    buf_clear(&font);
    assert_non_null(first(c, NAMED, folder));
    assert_int_equal(told(c->diags, "font-stranger"), 1);
    assert_true(ends_with(bx_diags_at(c->diags, 0).file, "/half.TTF"));
}

static void folder_that_is_not_there_is_told(void **state)
{
    font_case *c = *state;
    assert_null(first(c, NAMED, "/nonexistent/fonts"));
    assert_int_equal(told(c->diags, "font-folder"), 1);
    assert_string_equal(bx_diags_at(c->diags, 0).file, "/nonexistent/fonts");
}

static void file_that_vanished_is_told(void **state)
{
    font_case *c = *state;
    char path[700];
    const char *folder = folder_of("latin.ttf");
    c->set = set_of(list_of(LATIN, NULL), folder, c->diags);
    snprintf(path, sizeof path, "%s/latin.ttf", folder);
    assert_int_equal(unlink(path), 0);
    assert_null(fonts_face(c->set, 0, 0, c->diags));
    assert_int_equal(told(c->diags, "font-unreadable"), 1);
}

static void empty_role_says_what_to_install(void **state)
{
    font_case *c = *state;
    assert_null(first(c, FANG, folder_of("named.otf")));
    assert_int_equal(fonts_tell_empty(c->set, 0, c->diags), BX_BAD_MACHINE);
    assert_true(tells(c->diags, "role-empty", BX_ZH, "试验"));
    assert_true(tells(c->diags, "role-empty", BX_ZH, "请安装试验字体"));
    assert_true(tells(c->diags, "role-empty", BX_EN, "install the test font"));
    assert_int_equal(diag_status(c->diags), BX_BAD_MACHINE);
}

/* ---- the list ---- */

static void projects_own_list_is_right(void **state)
{
    static const char *const roles[] = {"xiaobiaosong", "fangsong", "hei", "kai", "song", "latin"};
    font_case *c = *state;
    c->set = set_of("fonts/fonts.yaml", folder_of(""), c->diags);
    for (size_t i = 0; i < COUNT(roles); i++)
        assert_int_equal(fonts_role_find(c->set, str_of(roles[i])), (int)i);
    assert_int_equal(bx_diags_count(c->diags), 0);
}

static void wrong_list_is_refused_with_the_place(void **state)
{
    static const struct {
        const char *text, *code, *path;
        bx_status status;
        unsigned line;
    } cases[] = {
        {"", NULL, NULL, BX_BAD_DATA, 0},
        {"roles: {a", NULL, NULL, BX_BAD_DATA, 0},
        {"- 1\n", "font-list-kind", "", BX_BAD_DATA, 1},
        {"rolls: {}\n", "font-list-key", "rolls", BX_BAD_DATA, 1},
        {"roles: {}\n", "font-list-missing-key", "", BX_BAD_DATA, 1},
        {"roles:\n  a: x\n", "font-list-kind", "roles.a", BX_BAD_DATA, 2},
        {"roles:\n  a:\n    install: {zh: x, en: y}\n    families: [{family: F}]\n", "font-list-missing-key",
         "roles.a", BX_BAD_DATA, 3},
        {"roles:\n  a:\n    title: T\n    install: {zh: x}\n    families: [{family: F}]\n",
         "font-list-missing-key", "roles.a.install", BX_BAD_DATA, 4},
        {"roles:\n  a:\n    title: T\n    install: {zh: x, en: y}\n    families: []\n",
         "font-list-missing-key", "roles.a", BX_BAD_DATA, 3},
        {"roles:\n  a:\n    title: T\n    install: {zh: x, en: y}\n    families: [{family: F, wait: bold}]\n",
         "font-list-key", "roles.a.families[0].wait", BX_BAD_DATA, 5},
        {"roles:\n  a:\n    title: T\n    install: {zh: x, en: y}\n    families: [{family: F, weight: "
         "fat}]\n",
         "font-list-weight", "roles.a.families[0].weight", BX_BAD_DATA, 5},
        {"roles:\n  a:\n    title: T\n    install: {zh: x, en: y}\n    families: [{family: F, mandated: "
         "perhaps}]\n",
         "font-list-kind", "roles.a.families[0].mandated", BX_BAD_DATA, 5},
        {"roles:\n  a:\n    title: 5\n    install: {zh: x, en: y}\n    families: [{family: F}]\n",
         "font-list-kind", "roles.a.title", BX_BAD_DATA, 3},
        {"roles:\n  a:\n    title: ''\n    install: {zh: x, en: y}\n    families: [{family: F}]\n",
         "font-list-missing-key", "roles.a", BX_BAD_DATA, 3},
    };
    font_case *c = *state;
    char path[700];
    snprintf(path, sizeof path, "%s/wrong.yaml", scratch());
    font_options options = {.list_file = path};
    for (size_t i = 0; i < COUNT(cases); i++) {
        bx_diags_reset(c->diags);
        file_write(path, str_of(cases[i].text));
        assert_int_equal(fonts_new(&options, c->diags, &c->set), cases[i].status);
        assert_null(c->set);
        assert_true(bx_diags_count(c->diags) > 0);
        if (!cases[i].code) continue;
        bx_diag d = bx_diags_at(c->diags, 0);
        assert_string_equal(d.code, cases[i].code);
        assert_string_equal(d.path, cases[i].path);
        assert_int_equal(d.line, cases[i].line);
        assert_string_equal(d.file, path);
    }
}

static void everything_wrong_in_a_list_is_told_in_one_run(void **state)
{
    font_case *c = *state;
    char path[700];
    snprintf(path, sizeof path, "%s/wrong.yaml", scratch());
    file_write(path,
               STR("roles:\n  a:\n    titel: T\n    families: [{weight: fat}, {family: F, mandated: 1}]\n"));
    font_options options = {.list_file = path};
    assert_int_equal(fonts_new(&options, c->diags, &c->set), BX_BAD_DATA);
    assert_int_equal(told(c->diags, "font-list-key"), 1);
    assert_int_equal(told(c->diags, "font-list-missing-key"), 3);
    assert_int_equal(told(c->diags, "font-list-weight"), 1);
    assert_int_equal(told(c->diags, "font-list-kind"), 1);
}

static void missing_list_is_told(void **state)
{
    font_case *c = *state;
    font_options options = {.list_file = "/nonexistent/fonts.yaml"};
    assert_int_equal(fonts_new(&options, c->diags, &c->set), BX_BAD_MACHINE);
    assert_null(c->set);
    assert_int_equal(told(c->diags, "font-list-missing"), 1);
    assert_string_equal(bx_diags_at(c->diags, 0).file, "/nonexistent/fonts.yaml");
}

/* ---- for people ---- */

static void listing_has_a_line_for_each_face_of_each_role(void **state)
{
    font_case *c = *state;
    bx_buf out = {0}, expected = {0};
    const char *folder = folder_of("fang.otf both.ttc");
    c->set = set_of(list_of(FANG ", {family: Banxin Second}", LATIN), folder, c->diags);
    assert_int_equal(fonts_list(c->set, c->diags, &out), BX_BAD_MACHINE);
    buf_print(
        &expected,
        "{\"role\":\"test\",\"asked\":\"版心仿宋\",\"family\":\"Banxin Fang\",\"file\":\"%s/fang.otf\","
        "\"index\":0,\"mandated\":true,\"format\":\"CFF\",\"embedding\":\"installable\",\"characters\":27}\n"
        "{\"role\":\"test\",\"asked\":\"Banxin Second\",\"family\":\"Banxin Second\",\"file\":"
        "\"%s/both.ttc\",\"index\":1,\"mandated\":false,\"format\":\"TrueType\",\"embedding\":"
        "\"installable\",\"characters\":2}\n",
        folder, folder);
    buf_char(&out, '\0');
    buf_char(&expected, '\0');
    assert_string_equal(out.ptr, expected.ptr);
    assert_int_equal(told(c->diags, "role-empty"), 1);
    assert_true(tells(c->diags, "role-empty", BX_ZH, "另一"));
    assert_int_equal(bx_diags_count(c->diags), 1);
    buf_clear(&out);
    buf_clear(&expected);
}

static void listing_tells_outlines_that_cannot_be_read(void **state)
{
    font_case *c = *state;
    bx_buf out = {0};
    const char *folder = folder_of("latin.ttf");
    table_change(folder, "latin.ttf", "glyf", 0, 0x7FFF); /* the number of contours of glyph 0 */
    c->set = set_of(list_of(LATIN, NULL), folder, c->diags);
    assert_int_equal(fonts_list(c->set, c->diags, &out), BX_OK);
    assert_int_equal(told(c->diags, "font-outlines"), 1);
    buf_clear(&out);
}

/* ---- threads and memory ---- */

typedef struct thread_case {
    font_set *set;
    const face *seen[3];
} thread_case;

static void *look_up(void *user)
{
    thread_case *t = user;
    bx_diags *diags = bx_diags_new();
    t->seen[0] = fonts_face_with(t->set, 0, 0x20BB7, diags);
    t->seen[1] = fonts_face(t->set, 1, 0, diags);
    t->seen[2] = fonts_face(t->set, 0, 0, diags);
    for (size_t i = 0; i < 3; i++) {
        uint32_t glyphs[] = {1, 2};
        face_program program;
        if (face_subset(t->seen[i], glyphs, 2, diags, &program) != BX_OK) t->seen[i] = NULL;
        face_program_clear(&program);
    }
    bx_diags_free(diags);
    return NULL;
}

static void threads_share_one_set(void **state)
{
    enum { THREADS = 8 };
    font_case *c = *state;
    pthread_t threads[THREADS];
    thread_case cases[THREADS];
    const char *folder = folder_of("fang.otf latin.ttf named.otf");
    c->set = set_of(list_of(FANG ", " NAMED ", " LATIN, LATIN), folder, c->diags);
    for (int i = 0; i < THREADS; i++) {
        cases[i] = (thread_case){.set = c->set};
        assert_int_equal(pthread_create(&threads[i], NULL, look_up, &cases[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (int i = 0; i < THREADS; i++)
        for (size_t j = 0; j < 3; j++) {
            assert_non_null(cases[i].seen[j]);
            assert_ptr_equal(cases[i].seen[j], cases[0].seen[j]);
        }
}

/* All the room does, as one task that may fail for want of memory. */
static bx_status whole_task(const font_options *options, bx_diags *diags)
{
    static const uint32_t glyphs[] = {1, 2, 5};
    font_set *set = NULL;
    bx_buf out = {0};
    bx_status status = fonts_new(options, diags, &set);
    for (int role = 0; status == BX_OK && role < 2; role++) {
        face_program program = {0};
        const face *f = fonts_face_with(set, role, 0x20BB7, diags);
        status = f ? face_subset(f, glyphs, 3, diags, &program) : diag_status(diags);
        face_program_clear(&program);
    }
    if (status == BX_OK) status = fonts_list(set, diags, &out);
    buf_clear(&out);
    fonts_free(set);
    return status;
}

static void every_failing_allocation_is_a_clean_error(void **state)
{
    font_case *c = *state;
    const char *folder = folder_of("fang.otf latin.ttf named.otf");
    font_options options = {
        .list_file = list_of(FANG ", " LATIN, NAMED ", " LATIN), .dirs = &folder, .dir_count = 1};
    assert_int_equal(whole_task(&options, c->diags), BX_OK);
    long before = mem_count();
    assert_int_equal(whole_task(&options, c->diags), BX_OK);
    long all = mem_count() - before;
    assert_true(all > 10);
    for (long nth = 0; nth < all; nth++) {
        bx_diags *diags = bx_diags_new();
        mem_fail_after(nth);
        bx_status status = whole_task(&options, diags);

        mem_fail_after(-1);
        size_t count = bx_diags_count(diags);
        bx_diags_free(diags);
        if (status != BX_BAD_MACHINE || count == 0)
            fail_msg("allocation %ld of %ld: status %d", nth, all, status);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(mandated_font_is_taken_before_a_substitute),
        TEST(substitute_is_taken_and_told_where_the_mandated_font_lacks),
        TEST(font_is_found_by_any_of_its_names),
        TEST(one_font_under_two_names_is_one_face),
        TEST(roles_share_the_face_of_a_font),
        TEST(ids_follow_the_list_whatever_is_opened_first),
        TEST(role_is_found_by_its_name_only),
        TEST(earlier_folder_wins_then_the_path),
        TEST(folder_below_a_folder_is_searched),
        TEST(regular_is_taken_where_nothing_else_is_asked),
        TEST(bold_is_known_by_its_style_where_the_weight_is_wrong),
        TEST(regular_serves_a_bold_role_when_nothing_is_bold),
        TEST(bold_of_a_later_family_comes_before_an_emboldened_one),
        TEST(emboldened_and_plain_view_of_a_font_share_the_id),
        TEST(character_is_taken_from_the_first_face_that_has_it),
        TEST(face_has_what_fonttools_finds_in_it),
        TEST(fallback_completes_a_role_but_never_fills_it),
        TEST(fallback_comes_last_wherever_the_list_has_it),
        TEST(restricted_font_is_passed_over_and_told_once),
        TEST(rights_are_read_as_the_standard_says),
        TEST(kinds_that_cannot_be_used_are_told_with_the_reason),
        TEST(damaged_font_is_passed_over_and_told),
        TEST(file_that_is_no_font_is_told_in_the_users_folder),
        TEST(folder_that_is_not_there_is_told),
        TEST(file_that_vanished_is_told),
        TEST(empty_role_says_what_to_install),
        TEST(projects_own_list_is_right),
        TEST(wrong_list_is_refused_with_the_place),
        TEST(everything_wrong_in_a_list_is_told_in_one_run),
        TEST(missing_list_is_told),
        TEST(listing_has_a_line_for_each_face_of_each_role),
        TEST(listing_tells_outlines_that_cannot_be_read),
        TEST(threads_share_one_set),
        TEST(every_failing_allocation_is_a_clean_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
