# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What is installed beside the programs, and the Debian packages: `cpack --config
# build/package/CPackConfig.cmake` makes forefetchctl (no display needed), forefetch (the window)
# and libforefetch-dev.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(here ${PROJECT_SOURCE_DIR}/resources)
set(made ${PROJECT_BINARY_DIR}/packaging)
file(MAKE_DIRECTORY ${made})

# The manual pages and completions come out of the program itself; gzip without a time, so that the
# same sources give the same bytes.
set(pages "")
macro(forefetch_made file program component destination)
    add_custom_command(OUTPUT ${made}/${file}
        COMMAND sh -c "'$<TARGET_FILE:forefetchctl>' ${program} > '${made}/${file}'"
        DEPENDS forefetchctl VERBATIM)
    list(APPEND pages ${made}/${file})
    if(${file} MATCHES "\\.1$")
        add_custom_command(OUTPUT ${made}/${file}.gz
            COMMAND sh -c "gzip -9nc '${made}/${file}' > '${made}/${file}.gz'"
            DEPENDS ${made}/${file} VERBATIM)
        list(APPEND pages ${made}/${file}.gz)
        install(FILES ${made}/${file}.gz DESTINATION ${destination} COMPONENT ${component})
    else()
        get_filename_component(folder ${destination} DIRECTORY)
        get_filename_component(name ${destination} NAME)
        install(FILES ${made}/${file} DESTINATION ${folder} RENAME ${name} COMPONENT ${component})
    endif()
endmacro()
forefetch_made(forefetchctl.1 "manual" headless ${CMAKE_INSTALL_MANDIR}/man1)
forefetch_made(forefetchctl.bash "completion bash" headless
    ${CMAKE_INSTALL_DATADIR}/bash-completion/completions/forefetchctl)
forefetch_made(forefetchctl.zsh "completion zsh" headless
    ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions/_forefetchctl)
forefetch_made(forefetchctl.fish "completion fish" headless
    ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d/forefetchctl.fish)
if(FOREFETCH_GUI)
    forefetch_made(forefetch.1 "manual forefetch" gui ${CMAKE_INSTALL_MANDIR}/man1)
endif()
add_custom_target(forefetch-pages ALL DEPENDS ${pages})

install(DIRECTORY ${here}/profiles DESTINATION ${CMAKE_INSTALL_DATADIR}/forefetch
        COMPONENT headless)
install(DIRECTORY ${here}/help/ DESTINATION ${CMAKE_INSTALL_DOCDIR}ctl COMPONENT headless)
install(DIRECTORY ${here}/monitoring DESTINATION ${CMAKE_INSTALL_DATADIR}/forefetch
        COMPONENT headless)

# systemd finds units of packages here, whatever the prefix's own lib is called.
configure_file(${here}/service/forefetch.service.in ${made}/forefetch.service @ONLY)
install(FILES ${made}/forefetch.service ${here}/service/forefetch.socket
        DESTINATION lib/systemd/system COMPONENT headless)
install(FILES ${here}/service/gateway.env DESTINATION ${CMAKE_INSTALL_DATADIR}/forefetch/examples
        COMPONENT headless)

if(FOREFETCH_GUI)
    set(id io.github.forefetch.Forefetch)
    install(FILES ${here}/desktop/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications
            COMPONENT gui)
    configure_file(${here}/desktop/${id}.metainfo.xml ${made}/${id}.metainfo.xml @ONLY)
    install(FILES ${made}/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo
            COMPONENT gui)
    install(FILES ${here}/desktop/${id}.mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages
            RENAME ${id}.xml COMPONENT gui)
    install(FILES ${here}/desktop/forefetch.svg
            DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${id}.svg
            COMPONENT gui)
endif()

# The library, for programs of one's own: find_package(Forefetch), Forefetch::core.
set(headers ${CMAKE_INSTALL_INCLUDEDIR}/forefetch)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/core DESTINATION ${headers} COMPONENT dev
        FILES_MATCHING PATTERN "*.h")
install(TARGETS forefetch-core forefetch-flags EXPORT ForefetchTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
install(EXPORT ForefetchTargets NAMESPACE Forefetch:: DESTINATION
        ${CMAKE_INSTALL_LIBDIR}/cmake/Forefetch COMPONENT dev)
configure_package_config_file(${here}/cmake/ForefetchConfig.cmake.in
    ${made}/ForefetchConfig.cmake INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Forefetch)
write_basic_package_version_file(${made}/ForefetchConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${made}/ForefetchConfig.cmake ${made}/ForefetchConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Forefetch COMPONENT dev)

# What Debian asks of every package.
add_custom_command(OUTPUT ${made}/changelog.gz DEPENDS ${here}/cmake/changelog
    COMMAND sh -c "gzip -9nc '${here}/cmake/changelog' > '${made}/changelog.gz'" VERBATIM)
add_custom_target(forefetch-changelog ALL DEPENDS ${made}/changelog.gz)
foreach(pair headless/forefetchctl gui/forefetch dev/libforefetch-dev)
    get_filename_component(component ${pair} DIRECTORY)
    get_filename_component(package ${pair} NAME)
    install(FILES ${here}/cmake/copyright ${made}/changelog.gz
            DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME forefetch)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "workbench for predictive API prefetching")
set(CPACK_PACKAGE_VENDOR "The Forefetch authors")
set(CPACK_PACKAGE_CONTACT "The Forefetch authors <maintainers@forefetch.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL headless dev)
if(FOREFETCH_GUI)
    list(APPEND CPACK_COMPONENTS_ALL gui)
endif()
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_HEADLESS_PACKAGE_NAME forefetchctl)
set(CPACK_DEBIAN_HEADLESS_PACKAGE_SECTION net)
set(CPACK_DEBIAN_HEADLESS_PACKAGE_DEPENDS ca-certificates)
set(CPACK_DEBIAN_HEADLESS_DESCRIPTION
"Forefetch learns from live traffic, or from a log, which request of an API
 comes next, fetches it beforehand, and tells whether that helped and what it
 cost. This package needs no display.")
set(CPACK_DEBIAN_GUI_PACKAGE_NAME forefetch)
set(CPACK_DEBIAN_GUI_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_GUI_PACKAGE_DEPENDS "forefetchctl (= ${PROJECT_VERSION}), libqt6svg6")
set(CPACK_DEBIAN_GUI_PACKAGE_RECOMMENDS qt6-translations-l10n)
set(CPACK_DEBIAN_GUI_DESCRIPTION
"A desktop workbench that shows queue, workers, hit ratio and the graph of what
 follows what in an API's traffic, with sliders that act at once and a tuner
 that explains its steps.")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libforefetch-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "qt6-base-dev, libboost1.81-dev, libboost-json1.81-dev,\
 libtomlplusplus-dev, libsimdjson-dev, zlib1g-dev, libzstd-dev, libbrotli-dev, libsqlite3-dev, libhiredis-dev")
set(CPACK_DEBIAN_DEV_DESCRIPTION
"Headers and the static library of Forefetch's pipeline: predictor, queue,
 scheduler, workers, cache and ledger, each usable alone.")
include(CPack)
