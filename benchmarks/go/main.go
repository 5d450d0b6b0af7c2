// usage: main FILE   the conversations of a pcap file in which SMB2 was negotiated, and in how many of them the server
// requires signing, with gopacket's decoding layers and tcpassembly.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
	"github.com/google/gopacket/tcpassembly"
)

const (
	frameHeader  = 4
	smb2Header   = 64
	negotiateEnd = smb2Header + 6
	maxHandshake = 1 << 17
)

var packets, conversations, required int

// stream cuts one direction into frames: those of NEGOTIATE are looked at, the others are passed over.
type stream struct {
	frame    []byte
	skip     int
	answered bool
	foreign  bool
}

func (s *stream) Reassembled(pieces []tcpassembly.Reassembly) {
	for _, piece := range pieces {
		s.take(piece.Bytes)
	}
}

func (s *stream) ReassemblyComplete() {}

func (s *stream) take(bytes []byte) {
	for len(bytes) > 0 && !s.foreign {
		if s.skip > 0 {
			passed := min(s.skip, len(bytes))
			s.skip -= passed
			bytes = bytes[passed:]
			continue
		}
		if len(s.frame) == 0 && s.whole(bytes) > 0 {
			size := s.whole(bytes)
			s.message(bytes[frameHeader:size])
			bytes = bytes[size:]
			continue
		}
		bytes = s.gather(bytes)
	}
}

// whole answers the size of the frame that begins here, if all of it is there.
func (s *stream) whole(bytes []byte) int {
	if len(bytes) < frameHeader || bytes[0] != 0 {
		return 0
	}
	size := frameHeader + int(binary.BigEndian.Uint32(bytes)&0xffffff)
	if size > len(bytes) {
		return 0
	}
	return size
}

func (s *stream) gather(bytes []byte) []byte {
	wanted := frameHeader + 16
	if len(s.frame) >= wanted {
		wanted = frameHeader + int(binary.BigEndian.Uint32(s.frame)&0xffffff)
	}
	taken := min(max(wanted-len(s.frame), 0), len(bytes))
	s.frame = append(s.frame, bytes[:taken]...)
	if len(s.frame) < wanted {
		return bytes[taken:]
	}
	if wanted == frameHeader+16 {
		s.decide()
		return bytes[taken:]
	}
	s.message(s.frame[frameHeader:])
	s.frame = s.frame[:0]
	return bytes[taken:]
}

// decide whether the frame that has begun is worth gathering.
func (s *stream) decide() {
	size := frameHeader + int(binary.BigEndian.Uint32(s.frame)&0xffffff)
	switch {
	case s.frame[0] != 0:
		s.foreign = true
	case binary.LittleEndian.Uint16(s.frame[frameHeader+12:]) > 1 || size > maxHandshake:
		s.skip = size - len(s.frame)
		s.frame = s.frame[:0]
	}
}

func (s *stream) message(bytes []byte) {
	if s.answered || len(bytes) < negotiateEnd || binary.LittleEndian.Uint32(bytes) != 0x424d53fe {
		return
	}
	isNegotiate := binary.LittleEndian.Uint16(bytes[12:]) == 0
	isResponse := bytes[16]&1 != 0
	if !isNegotiate || !isResponse || binary.LittleEndian.Uint32(bytes[8:]) != 0 {
		return
	}
	s.answered = true
	conversations++
	if binary.LittleEndian.Uint16(bytes[smb2Header+2:])&2 != 0 {
		required++
	}
}

type factory struct{}

func (factory) New(_, _ gopacket.Flow) tcpassembly.Stream { return &stream{} }

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	reader, err := pcapgo.NewReader(bufio.NewReaderSize(file, 1<<20))
	if err != nil {
		log.Fatal(err)
	}
	assembler := tcpassembly.NewAssembler(tcpassembly.NewStreamPool(factory{}))
	var ethernet layers.Ethernet
	var ip layers.IPv4
	var tcp layers.TCP
	var payload gopacket.Payload
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeEthernet, &ethernet, &ip, &tcp, &payload)
	parser.IgnoreUnsupported = true
	decoded := []gopacket.LayerType{}
	for {
		bytes, info, err := reader.ZeroCopyReadPacketData()
		if err == io.EOF {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		packets++
		if parser.DecodeLayers(bytes, &decoded) != nil || len(decoded) < 3 {
			continue
		}
		if decoded[2] != layers.LayerTypeTCP || (tcp.SrcPort != 445 && tcp.DstPort != 445) {
			continue
		}
		assembler.AssembleWithTimestamp(ip.NetworkFlow(), &tcp, info.Timestamp)
	}
	assembler.FlushAll()
	fmt.Printf("{\"packets\":%d,\"conversations\":%d,\"required\":%d}\n", packets, conversations, required)
}
