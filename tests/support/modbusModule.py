"""A Modbus RTU module by pymodbus (Debian: python3-pymodbus, python3-serial-asyncio), on a serial line.

modbusModule.py PORT UNIT: says "ready", then "coil ADDRESS 0|1" for each coil that is written. Hears "input ADDRESS 0|1" on stdin, and
ends with it. Has 32 inputs and 16 coils.
"""

import asyncio
import sys
import threading

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusSerialServer
from pymodbus.transaction import ModbusRtuFramer


class Coils(ModbusSequentialDataBlock):
    """Coils that tell what is written to them."""

    def setValues(self, address, values):
        super().setValues(address, values)
        for place, value in enumerate(values):
            print(f"coil {address + place} {int(value)}", flush=True)


def hear(inputs):
    """Moves inputs as stdin says, until it ends."""
    for line in sys.stdin:
        word, address, value = line.split()
        if word == "input":
            inputs.setValues(int(address), [int(value)])


async def main(port, unit):
    inputs = ModbusSequentialDataBlock(0, [0] * 32)
    slave = ModbusSlaveContext(di=inputs, co=Coils(0, [0] * 16), zero_mode=True)
    server = ModbusSerialServer(
        ModbusServerContext(slaves={unit: slave}, single=False),
        framer=ModbusRtuFramer,
        port=port,
        baudrate=19200,
        parity="N",
        stopbits=2,
    )
    await server.start()
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, hear, inputs)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
