"""The network file: one network with its members, topics, surveys and meetings, as YAML or JSON.

``file.read_network`` is the way in. Bytes become a tree whose leaves are all text and which
knows the line of each node (``tree``, ``yaml_tree``, ``json_tree``); models give it meaning
(``fields``, ``network``, ``organisations``, ``topics``, ``surveys``, ``people``, ``meetings``);
what one part says of another is checked on the tree (``references``). All mistakes are reported
together.
"""
