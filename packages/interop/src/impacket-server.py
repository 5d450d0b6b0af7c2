"""impacket-server.py HOST PORT SMB1|SMB2: impacket's SMB server, with one empty share and no user."""
import sys
from impacket.smbserver import SimpleSMBServer

host, port, protocol = sys.argv[1:]
server = SimpleSMBServer(listenAddress=host, listenPort=int(port))
server.addShare('DATA', '/nonexistent')
server.setSMB2Support(protocol == 'SMB2')
server.setLogFile('')
server.start()
