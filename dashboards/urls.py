"""Where the first page, the search, dashboards and briefs stand."""

from django.urls import URLPattern, path

from .views import board, briefs, home, search, tours

front: list[URLPattern] = [
    path("", home.home, name="home"),
    path("search/", search.search_results, name="search_results"),
    path("first-steps/", tours.tour_choose, name="tour_choose"),
]

looks: list[URLPattern] = [
    path("board/overview/", board.dashboard, name="dashboard"),
    path("board/overview/wall/", board.dashboard_wall, name="dashboard_wall"),
    path("board/overview/refresh/", board.dashboard_refresh, name="dashboard_refresh"),
    path("board/overview/file/<slug:key>/", board.dashboard_file, name="dashboard_file"),
    path("board/briefs/", briefs.brief_list, name="brief_list"),
    path("board/briefs/make/", briefs.brief_make, name="brief_make"),
    path("board/briefs/<uuid:pk>/", briefs.brief_detail, name="brief_detail"),
    path("board/briefs/<uuid:pk>/edit/", briefs.brief_edit, name="brief_edit"),
    path("board/briefs/<uuid:pk>/print/", briefs.brief_print, name="brief_print"),
    path("board/briefs/<uuid:pk>/docx/", briefs.brief_docx, name="brief_docx"),
]

urlpatterns: list[URLPattern] = [*front, *looks]
