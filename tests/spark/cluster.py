"""A standalone cluster of Apache Spark on this machine: a master and two workers of one core.

The workers are 127.0.0.1 and 127.0.0.2: Spark starts a second attempt of a slow task only on
another host.
"""
import os
import re
import signal
import subprocess
import time

import pyspark

HOME = os.path.dirname(pyspark.__file__)
HOSTS = "127.0.0.1", "127.0.0.2"
START = 90  # seconds
JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"  # which starts fastest


class Cluster:
    def __init__(self, folder):
        self.folder = folder
        self.process = {}
        self.env = dict(os.environ, SPARK_HOME=HOME, SPARK_LOCAL_IP=HOSTS[0],
                        SPARK_LOCAL_DIRS=folder,
                        SPARK_DAEMON_JAVA_OPTS=f"{JAVA} -Dspark.master.rest.enabled=false")

    def start(self):
        self._start("master", "master.Master", "-h", HOSTS[0], "-p", "0")
        self.master = self._wait("master", r"spark://[\d.]+:\d+")
        for host in HOSTS:
            self.add_worker(host)

    def add_worker(self, host):
        self._start(host, "worker.Worker", "-h", host, "-c", "1", "-m", "2g",
                    "-d", f"{self.folder}/work-{host}", self.master)

    def kill_worker(self, host):
        """SIGKILL for the worker and all that it has started."""
        os.killpg(self.process.pop(host).pid, signal.SIGKILL)

    def stop(self):
        for process in self.process.values():
            process.terminate()     # a worker ends its executors
        for process in self.process.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)

    def _start(self, name, kind, *words):
        with open(f"{self.folder}/{name}.log", "wb") as log:
            self.process[name] = subprocess.Popen(
                [f"{HOME}/bin/spark-class", f"org.apache.spark.deploy.{kind}",
                 "--webui-port", "0", *words],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.env,
                start_new_session=True)

    def _wait(self, name, ready):
        path = f"{self.folder}/{name}.log"
        end = time.monotonic() + START
        while time.monotonic() < end and self.process[name].poll() is None:
            with open(path, encoding="utf-8", errors="replace") as log:
                found = re.search(ready, log.read())
            if found:
                return found[0]
            time.sleep(.1)
        raise RuntimeError(f"{name} does not start; see {path}")
