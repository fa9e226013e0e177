# Writes the maps of a folder as one C file: cmake -DFOLDER=... -DOUTPUT=... -P embed.cmake
file(GLOB maps ${FOLDER}/*.map)
list(SORT maps)
set(texts "")
set(rows "")
set(number 0)
foreach(map IN LISTS maps)
    get_filename_component(name ${map} NAME_WE)
    file(READ ${map} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(REGEX REPLACE "(0x0a,)" "\\1\n    " bytes "${bytes}")
    string(APPEND texts "static const unsigned char map_${number}[] = { /* ${name} */\n    ${bytes}0};\n")
    string(APPEND rows "    {\"${name}\", map_${number}},\n")
    math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT}.new "/* Made from the maps by cmake/embed.cmake. */
#include \"intake/maps.h\"

${texts}
static const loc_built_map maps[] = {
${rows}};

const loc_built_map *loc_built_map_at(size_t index) {
    return index < ${number} ? &maps[index] : 0;
}
")
configure_file(${OUTPUT}.new ${OUTPUT} COPYONLY)
