# A binding to a database: the library locality_NAME out of the files of this folder, where pkg-config finds what it needs,
# as an object library, a static and a shared one, installed with its header, its targets and its .pc file.
#   locality_database(NAME PREFIX MODULE TITLE): PREFIX names the imported target PkgConfig::PREFIX of the pkg-config MODULE
macro(locality_database name prefix module title)
    find_package(PkgConfig QUIET)
    if(PkgConfig_FOUND)
        pkg_check_modules(${prefix} QUIET IMPORTED_TARGET GLOBAL ${module})
    endif()
    string(TOUPPER ${name} upper_name)
    set(LOCALITY_HAS_${upper_name} OFF PARENT_SCOPE)
    if(NOT ${prefix}_FOUND)
        message(STATUS "locality: ${module} not found, so no binding to ${title}")
        return()
    endif()
    set(LOCALITY_HAS_${upper_name} ON PARENT_SCOPE)

    file(GLOB sources CONFIGURE_DEPENDS *.c *.h)
    add_library(locality_${name}_objects OBJECT ${sources})
    set_target_properties(locality_${name}_objects PROPERTIES
        POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden)
    target_include_directories(locality_${name}_objects PRIVATE ${PROJECT_SOURCE_DIR}/include include .)
    target_compile_definitions(locality_${name}_objects PRIVATE LOCALITY_BUILDING)
    target_link_libraries(locality_${name}_objects PRIVATE locality_flags PkgConfig::${prefix})
    foreach(kind static shared)
        string(TOUPPER ${kind} upper_kind)
        add_library(locality_${name}_${kind} ${upper_kind} $<TARGET_OBJECTS:locality_${name}_objects>)
        set_target_properties(locality_${name}_${kind} PROPERTIES
            OUTPUT_NAME locality_${name} LINKER_LANGUAGE C EXPORT_NAME ${name}_${kind})
        target_include_directories(locality_${name}_${kind} PUBLIC
            $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
        target_link_libraries(locality_${name}_${kind} PUBLIC locality_${kind} PRIVATE PkgConfig::${prefix})
        add_library(locality::${name}_${kind} ALIAS locality_${name}_${kind})
    endforeach()
    set(map ${CMAKE_CURRENT_SOURCE_DIR}/../locality_${name}.map) # the reviewed list of what is exported
    set_target_properties(locality_${name}_shared PROPERTIES
        LINK_DEPENDS ${map} VERSION ${PROJECT_VERSION} SOVERSION 0)
    if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
        target_link_options(locality_${name}_shared PRIVATE "-Wl,--version-script=${map}")
    endif()
    add_library(locality::${name} ALIAS locality_${name}_shared)

    if(LOCALITY_INSTALL)
        install(TARGETS locality_${name}_static locality_${name}_shared EXPORT locality-${name}-targets)
        install(EXPORT locality-${name}-targets NAMESPACE locality::
            DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/locality)
        install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
        configure_file(../locality-${name}.pc.in locality-${name}.pc @ONLY)
        install(FILES ${CMAKE_CURRENT_BINARY_DIR}/locality-${name}.pc
            DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
    endif()
endmacro()
