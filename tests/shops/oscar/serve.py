"""Prepare or serve the shop; run by start.py inside the virtual environment."""

import argparse
import os
import shutil
import signal
import sys
import threading
import urllib.request
from pathlib import Path


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    prepare_command = commands.add_parser("prepare")
    prepare_command.add_argument("directory", type=Path)
    serve_command = commands.add_parser("serve")
    serve_command.add_argument("run", type=Path)
    serve_command.add_argument("prepared", type=Path)
    serve_command.add_argument("--port", type=int, default=0)
    serve_command.add_argument("--stay", action="store_true")
    arguments = parser.parse_args()
    if arguments.command == "prepare":
        prepare(arguments.directory)
    else:
        serve(arguments)


def set_up(prepared, database):
    """Point the settings at index, pictures and database, and load Django."""
    os.environ["SHOP_DATABASE"] = str(database)
    os.environ["SHOP_INDEX"] = str(prepared / "index")
    os.environ["SHOP_MEDIA"] = str(prepared / "media")
    os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"
    import django

    django.setup()


def prepare(directory):
    set_up(directory, directory / "shop.sqlite3")
    from django.core.management import call_command

    from shop.catalogue import load

    call_command("migrate", verbosity=0, interactive=False)
    load()
    call_command("update_index", verbosity=0)


def serve(arguments):
    run = arguments.run

    def stop(*_):
        shutil.rmtree(run, ignore_errors=True)
        os._exit(0)

    def stop_at_end_of_stdin():
        while os.read(0, 4096):
            pass
        stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if not arguments.stay:
        threading.Thread(target=stop_at_end_of_stdin, daemon=True).start()

    set_up(arguments.prepared, run / "shop.sqlite3")
    import waitress

    from shop.wsgi import application

    server = waitress.create_server(
        application, host="127.0.0.1", port=arguments.port, threads=4, ident=None
    )
    url = f"http://127.0.0.1:{server.effective_port}/"
    threading.Thread(target=announce, args=(url,), daemon=True).start()
    server.run()


def announce(url):
    """Print the URL once the home page answers; give up loudly otherwise."""
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        direct.open(url, timeout=60).read()
    except Exception as error:
        print(f"serve.py: the home page does not answer: {error}", file=sys.stderr)
        os._exit(1)
    print(url, flush=True)


if __name__ == "__main__":
    main()
